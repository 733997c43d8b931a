// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MembershipCache} knows of a caller in a room.
 *
 * @param kind of the room
 * @param role of the caller; absent (null) where it was not asked for
 * @param membership the seq of the membership entry as of which this is so
 */
public record CachedMembership(RoomKind kind, @Nullable Role role, long membership) {}
