// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UpdateUser;
import dev.hubbub.contract.messages.MessageLog.UserRecord;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.UserStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The documents of users in memory. */
final class MemoryUserStore implements UserStore {
    private final Map<UserId, Map<RoomId, UserRoomChange>> rooms = new HashMap<>();
    private final Map<UserId, UserRecord> records = new HashMap<>();
    private final InstantSource clock;

    MemoryUserStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Future<Void> applyRoomChanges(List<UserRoomChange> changes) {
        for (UserRoomChange change : changes) {
            rooms.computeIfAbsent(change.user(), user -> new HashMap<>())
                    .merge(change.room(), change, (old, fresh) -> fresh.seq() > old.seq() ? fresh : old);
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<UserRooms> rooms(RoomsOf request) {
        Map<RoomId, UserRoomChange> all = rooms.getOrDefault(request.user(), new HashMap<>());
        all.values().removeIf(room -> !room.member() && isExpired(room));
        List<RoomId> found = all.values().stream()
                .filter(UserRoomChange::member)
                .map(UserRoomChange::room)
                .toList();
        List<RoomId> limited = found.stream().limit(request.limit()).toList();
        return Future.succeededFuture(new UserRooms(limited, found.size()));
    }

    private boolean isExpired(UserRoomChange room) {
        return room.at().isBefore(clock.instant().minus(UserRoomChange.TOMBSTONE_RETENTION));
    }

    @Override
    public synchronized Future<Void> update(UpdateUser request) {
        UserRecord fresh = new UserRecord(
                request.user(),
                request.profile(),
                request.seenAt(),
                request.validFrom(),
                request.disabled(),
                request.decidedAt());
        if (!fresh.equals(new UserRecord(request.user(), null, null))) {
            records.merge(request.user(), fresh, MemoryUserStore::merge);
        }
        return Future.succeededFuture();
    }

    private static UserRecord merge(UserRecord old, UserRecord fresh) {
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
    public synchronized Future<List<UserRecord>> get(Collection<UserId> users) {
        return Future.succeededFuture(users.stream()
                .distinct()
                .map(records::get)
                .filter(Objects::nonNull)
                .toList());
    }
}
