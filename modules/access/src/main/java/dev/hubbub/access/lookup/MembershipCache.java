// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.Optional;

/**
 * Remembers members with their roles, and as of which membership entry they have them. The log refuses an append that
 * relies on an outdated membership. No user is refused by what is cached, so it keeps no absences.
 *
 * <p>Members of a room belong to a generation: a time in which this node made every membership change. Within it, a
 * change of one member keeps the others in the cache.
 */
public final class MembershipCache {
    private static final int MAX_ROOMS = 20_000;
    private static final int MAX_MEMBERS = 200_000;

    private final Cache<RoomId, Generation> generations;
    private final Cache<MemberKey, CachedMember> members;

    private record MemberKey(RoomId room, UserId user) {}

    private record CachedMember(Generation generation, Member member) {}

    private static final class Generation {
        private final RoomDetails details;
        private long membership;

        Generation(RoomDetails details, long membership) {
            this.details = details;
            this.membership = membership;
        }
    }

    public MembershipCache() {
        this(MAX_ROOMS, MAX_MEMBERS);
    }

    MembershipCache(int maxRooms, int maxMembers) {
        generations = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumSize(maxRooms)
                .build();
        members = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumSize(maxMembers)
                .build();
    }

    /** About how many rooms are cached. */
    public long rooms() {
        return generations.estimatedSize();
    }

    /** About how many members are cached. */
    public long members() {
        return members.estimatedSize();
    }

    /** The room as of its newest cached membership entry, for a caller who need not be a member. */
    public Optional<CachedMembership> room(RoomId room) {
        return Optional.ofNullable(generations.getIfPresent(room))
                .map(generation -> new CachedMembership(generation.details, null, generation.membership));
    }

    /** The membership of a user; empty when the cache does not know it. */
    public Optional<CachedMembership> member(RoomId room, UserId user) {
        return Optional.ofNullable(generations.getIfPresent(room)).flatMap(generation -> Optional.ofNullable(
                        members.getIfPresent(new MemberKey(room, user)))
                .filter(member -> member.generation() == generation)
                .map(cached -> new CachedMembership(generation.details, cached.member(), generation.membership)));
    }

    /** Stores the memberships that the log returned. */
    public void put(MessageLog.Room room) {
        Generation known = generations.getIfPresent(room.room());
        Generation generation = known != null && known.membership == room.membership()
                ? known
                : new Generation(room.details(), room.membership());
        generations.put(room.room(), generation);
        room.members()
                .forEach(member ->
                        members.put(new MemberKey(room.room(), member.user()), new CachedMember(generation, member)));
    }

    /** Applies a change that the log accepted on top of {@code before}: no other change came in between. */
    public void applyChange(RoomId room, long before, MembershipResult result) {
        Generation generation = generations.getIfPresent(room);
        if (generation == null || generation.membership != before) {
            return;
        }
        generation.membership = result.seq();
        MemberKey key = new MemberKey(room, result.user());
        if (result.role() == null) {
            members.invalidate(key);
        } else {
            Member member = new Member(result.user(), result.role(), result.seq(), result.until(), null);
            members.put(key, new CachedMember(generation, member));
        }
    }

    /** Applies a change that has no number, which the log accepted as of a membership entry. */
    public void applyOwnChange(RoomId room, long membership, MembershipResult result) {
        MemberKey key = new MemberKey(room, result.user());
        Generation generation = generations.getIfPresent(room);
        if (result.role() == null || generation == null || generation.membership != membership) {
            members.invalidate(key);
        } else {
            Member member = new Member(result.user(), result.role(), result.seq(), result.until(), null);
            members.put(key, new CachedMember(generation, member));
        }
    }

    /** Drops the room if its entry is not newer than {@code staleAsOf}: the log has later changes. */
    public void invalidate(RoomId room, long staleAsOf) {
        Generation generation = generations.getIfPresent(room);
        if (generation != null && generation.membership <= staleAsOf) {
            generations.invalidate(room);
        }
    }
}
