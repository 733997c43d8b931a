// SPDX-License-Identifier: Apache-2.0
/** Feeds the index of words from the log, and finds messages by it. */
@NullMarked
package dev.hubbub.persistence.search;

import org.jspecify.annotations.NullMarked;
