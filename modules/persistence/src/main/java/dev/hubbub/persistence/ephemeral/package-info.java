// SPDX-License-Identifier: Apache-2.0
/** The newest entries of rooms whose messages are numbered and never stored. */
@NullMarked
package dev.hubbub.persistence.ephemeral;

import org.jspecify.annotations.NullMarked;
