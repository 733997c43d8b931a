// SPDX-License-Identifier: Apache-2.0
/** Text as people read it, with where each character comes from. */
@NullMarked
package dev.hubbub.moderation.text;

import org.jspecify.annotations.NullMarked;
