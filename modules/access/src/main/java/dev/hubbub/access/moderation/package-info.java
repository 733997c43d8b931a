// SPDX-License-Identifier: Apache-2.0
/** Roles, bans and mutes of others in a room, and what each may do there. */
@NullMarked
package dev.hubbub.access.moderation;

import org.jspecify.annotations.NullMarked;
