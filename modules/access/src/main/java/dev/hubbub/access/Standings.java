// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.OptionalLong;

/**
 * Who is known to be a member, as of which membership entry. A cache: the log refuses what it got wrong, and nobody is
 * refused by it, so it keeps no absences.
 *
 * <p>A room's knowledge belongs to an era, a stretch in which every membership change went through here. Within it,
 * what is known of one member outlives the coming and going of others.
 */
final class Standings {
    private static final int MAX_ROOMS = 20_000;
    private static final int MAX_MEMBERS = 200_000;

    private final Cache<RoomId, Era> eras;
    private final Cache<Seat, Era> members;

    private record Seat(RoomId room, UserId user) {}

    private static final class Era {
        private long membership;

        Era(long membership) {
            this.membership = membership;
        }
    }

    Standings() {
        this(MAX_ROOMS, MAX_MEMBERS);
    }

    Standings(int maxRooms, int maxMembers) {
        eras = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumSize(maxRooms)
                .build();
        members = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumSize(maxMembers)
                .build();
    }

    /** About how many rooms are known. */
    long rooms() {
        return eras.estimatedSize();
    }

    /** About how many members are known. */
    long members() {
        return members.estimatedSize();
    }

    /** The newest membership entry that is known. */
    OptionalLong membership(RoomId room) {
        Era era = eras.getIfPresent(room);
        return era == null ? OptionalLong.empty() : OptionalLong.of(era.membership);
    }

    /** The membership entry as of which the user is a member; empty when that is not known. */
    OptionalLong memberAsOf(RoomId room, UserId user) {
        Era era = eras.getIfPresent(room);
        boolean known = era != null && members.getIfPresent(new Seat(room, user)) == era;
        return known ? OptionalLong.of(era.membership) : OptionalLong.empty();
    }

    /** Takes in what the log says now. */
    void learn(MessageLog.Room room) {
        Era known = eras.getIfPresent(room.room());
        Era era = known != null && known.membership == room.membership() ? known : new Era(room.membership());
        eras.put(room.room(), era);
        room.members().forEach(member -> members.put(new Seat(room.room(), member.user()), era));
    }

    /** The log accepted a membership change on top of {@code before}, so that nothing else changed in between. */
    void changed(RoomId room, long before, Outcome outcome) {
        Era era = eras.getIfPresent(room);
        if (era == null || era.membership != before) {
            return;
        }
        era.membership = outcome.seq();
        Seat seat = new Seat(room, outcome.user());
        if (outcome.role() == null) {
            members.invalidate(seat);
        } else {
            members.put(seat, era);
        }
    }

    /** The log knows of changes after {@code outdated}: nothing known as of then is of use. */
    void forget(RoomId room, long outdated) {
        Era era = eras.getIfPresent(room);
        if (era != null && era.membership <= outdated) {
            eras.invalidate(room);
        }
    }
}
