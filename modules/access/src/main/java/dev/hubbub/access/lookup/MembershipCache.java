// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.OptionalLong;

/**
 * Remembers members, and as of which membership entry they are members. The log refuses an append that relies on an
 * outdated membership. The cache never refuses a user, so it keeps no absences.
 *
 * <p>Members of a room belong to a generation: a time in which this node made every membership change. Within it, a
 * change of one member keeps the others in the cache.
 */
public final class MembershipCache {
    private static final int MAX_ROOMS = 20_000;
    private static final int MAX_MEMBERS = 200_000;

    private final Cache<RoomId, Generation> generations;
    private final Cache<MemberKey, Generation> members;

    private record MemberKey(RoomId room, UserId user) {}

    private static final class Generation {
        private long membership;

        Generation(long membership) {
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

    /** The newest membership entry in the cache. */
    public OptionalLong membership(RoomId room) {
        Generation generation = generations.getIfPresent(room);
        return generation == null ? OptionalLong.empty() : OptionalLong.of(generation.membership);
    }

    /** The membership entry as of which the user is a member; empty when the cache does not know. */
    public OptionalLong memberAsOf(RoomId room, UserId user) {
        Generation generation = generations.getIfPresent(room);
        boolean known = generation != null && members.getIfPresent(new MemberKey(room, user)) == generation;
        return known ? OptionalLong.of(generation.membership) : OptionalLong.empty();
    }

    /** Stores the memberships that the log returned. */
    public void put(MessageLog.Room room) {
        Generation known = generations.getIfPresent(room.room());
        Generation generation =
                known != null && known.membership == room.membership() ? known : new Generation(room.membership());
        generations.put(room.room(), generation);
        room.members().forEach(member -> members.put(new MemberKey(room.room(), member.user()), generation));
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
            members.put(key, generation);
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
