// SPDX-License-Identifier: Apache-2.0
/** Counts messages, and compares texts. */
@NullMarked
package dev.hubbub.moderation.flood;

import org.jspecify.annotations.NullMarked;
