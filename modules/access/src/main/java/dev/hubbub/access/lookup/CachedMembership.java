// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.RoomDetails;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MembershipCache} knows of a caller in a room.
 *
 * @param details of the room
 * @param member the caller; absent (null) where it was not asked for
 * @param membership the seq of the membership entry as of which this is so
 */
public record CachedMembership(RoomDetails details, @Nullable Member member, long membership) {}
