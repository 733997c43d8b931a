// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.invites;

import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps invites in small records. */
final class InviteStore {
    /** How often a use is counted before others are too fast. */
    private static final int MAX_ATTEMPTS = 20;

    private final RoomRecordClient records;

    InviteStore(RoomRecordClient records) {
        this.records = records;
    }

    /** The room of a code. */
    Future<Optional<RoomId>> roomOf(String code) {
        return records.get(new Records.Get(List.of(Invite.targetKey(code)))).map(found -> found.records().stream()
                .findFirst()
                .map(Invite.TARGET::read)
                .map(Invite.Target::room));
    }

    /**
     * Keeps an invite, and gives the one that holds: where the room has one of this code that is not void, that one. Fails with
     * CONFLICT where the code is one of another room.
     */
    Future<Invite> add(RoomId room, String code, Invite invite, Predicate<Invite> isUsable) {
        return lead(code, room).compose(led -> find(room, code)).compose(found -> {
            Optional<Invite> present = found.map(Invite.KIND::read).filter(isUsable);
            if (present.isPresent()) {
                return Future.succeededFuture(present.get());
            }
            long version = found.map(StoredRecord::version).orElse(0L);
            return records.put(Invite.KIND.put(Invite.key(room, code), version, invite))
                    .map(invite);
        });
    }

    private Future<?> lead(String code, RoomId room) {
        return records.put(Invite.TARGET.put(Invite.targetKey(code), 0, new Invite.Target(room)))
                .recover(cause -> HubException.is(cause, ErrorCode.CONFLICT)
                        ? roomOf(code).compose(other -> requireSame(other, room))
                        : Future.failedFuture(cause));
    }

    private static Future<Records.Stored> requireSame(Optional<RoomId> other, RoomId room) {
        return other.filter(room::equals).isPresent()
                ? Future.succeededFuture(new Records.Stored(false))
                : Future.failedFuture(new HubException(ErrorCode.CONFLICT, "code: taken (expected: another one)"));
    }

    /** The invites of a room, void ones too. */
    Future<List<StoredRecord>> all(RoomId room, int limit) {
        return records.list(new Records.ListOf(room.value(), Invite.KIND.name(), null, limit))
                .map(Records.Found::records);
    }

    Future<Optional<StoredRecord>> find(RoomId room, String code) {
        return records.get(new Records.Get(List.of(Invite.key(room, code))))
                .map(found -> found.records().stream().findFirst());
    }

    /** The code leads nowhere first, so that a failure in between leaves nothing that can be used. */
    Future<Void> remove(RoomId room, String code) {
        return records.delete(new Records.Delete(Invite.targetKey(code), null))
                .compose(gone -> records.delete(new Records.Delete(Invite.key(room, code), null)))
                .mapEmpty();
    }

    /** Counts uses of an invite that others count at the same time; empty if it is not there or {@code isUsable} says no. */
    Future<Optional<Invite>> count(RoomId room, String code, int more, Predicate<Invite> isUsable) {
        return count(room, code, more, isUsable, 1);
    }

    private Future<Optional<Invite>> count(
            RoomId room, String code, int more, Predicate<Invite> isUsable, int attempt) {
        return find(room, code).compose(found -> {
            Optional<Invite> invite = found.map(Invite.KIND::read).filter(isUsable);
            if (invite.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            Records.Put put = Invite.KIND.put(
                    Invite.key(room, code), found.get().version(), invite.get().used(more));
            return records.put(put)
                    .map(stored -> invite)
                    .recover(cause -> HubException.is(cause, ErrorCode.CONFLICT) && attempt < MAX_ATTEMPTS
                            ? count(room, code, more, isUsable, attempt + 1)
                            : Future.failedFuture(cause));
        });
    }
}
