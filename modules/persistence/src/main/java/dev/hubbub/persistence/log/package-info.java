// SPDX-License-Identifier: Apache-2.0
/** The log of entries: the port that stores them, and what it stores. */
@NullMarked
package dev.hubbub.persistence.log;

import org.jspecify.annotations.NullMarked;
