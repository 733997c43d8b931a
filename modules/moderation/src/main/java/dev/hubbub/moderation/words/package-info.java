// SPDX-License-Identifier: Apache-2.0
/** Finds listed words. */
@NullMarked
package dev.hubbub.moderation.words;

import org.jspecify.annotations.NullMarked;
