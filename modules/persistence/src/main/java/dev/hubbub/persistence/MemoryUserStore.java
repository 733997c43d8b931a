// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UpdateUser;
import dev.hubbub.contract.messages.MessageLog.UserRecord;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is kept of users until the process ends. */
final class MemoryUserStore implements UserStore {
    private final Map<UserId, Map<RoomId, UserRoom>> rooms = new HashMap<>();
    private final Map<UserId, UserRecord> people = new HashMap<>();
    private final InstantSource clock;

    MemoryUserStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Future<Void> apply(List<UserRoom> changes) {
        for (UserRoom change : changes) {
            rooms.computeIfAbsent(change.user(), user -> new HashMap<>())
                    .merge(change.room(), change, (old, fresh) -> fresh.seq() > old.seq() ? fresh : old);
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<UserRooms> rooms(RoomsOf asked) {
        Map<RoomId, UserRoom> all = rooms.getOrDefault(asked.user(), new HashMap<>());
        all.values().removeIf(room -> !room.member() && isOld(room));
        List<RoomId> found = all.values().stream()
                .filter(UserRoom::member)
                .map(UserRoom::room)
                .toList();
        List<RoomId> named = found.stream().limit(asked.limit()).toList();
        return Future.succeededFuture(new UserRooms(named, found.size()));
    }

    private boolean isOld(UserRoom room) {
        return room.at().isBefore(clock.instant().minus(UserRoom.REMEMBERED));
    }

    @Override
    public synchronized Future<Void> remember(UpdateUser what) {
        UserRecord fresh = new UserRecord(
                what.user(), what.profile(), what.seenAt(), what.validFrom(), what.disabled(), what.decidedAt());
        if (!fresh.equals(new UserRecord(what.user(), null, null))) {
            people.merge(what.user(), fresh, MemoryUserStore::newer);
        }
        return Future.succeededFuture();
    }

    private static UserRecord newer(UserRecord old, UserRecord fresh) {
        UserRecord decision = overrules(fresh, old) ? fresh : old;
        return new UserRecord(
                old.user(),
                fresh.profile() == null ? old.profile() : fresh.profile(),
                later(old.seenAt(), fresh.seenAt()),
                later(old.validFrom(), fresh.validFrom()),
                decision.disabled(),
                decision.decidedAt());
    }

    private static boolean overrules(UserRecord fresh, UserRecord old) {
        if (fresh.disabled() == null || old.disabled() == null) {
            return fresh.disabled() != null;
        }
        int later = fresh.decidedAt().compareTo(old.decidedAt());
        return later > 0 || (later == 0 && fresh.disabled());
    }

    private static Instant later(Instant old, Instant fresh) {
        return old == null || (fresh != null && fresh.isAfter(old)) ? fresh : old;
    }

    @Override
    public synchronized Future<List<UserRecord>> recall(Collection<UserId> users) {
        return Future.succeededFuture(users.stream()
                .distinct()
                .map(people::get)
                .filter(Objects::nonNull)
                .toList());
    }
}
