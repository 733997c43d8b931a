// SPDX-License-Identifier: Apache-2.0
/** Finds links, and says what host they lead to. */
@NullMarked
package dev.hubbub.moderation.links;

import org.jspecify.annotations.NullMarked;
