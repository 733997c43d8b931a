// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Flags;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.UnaryOperator;

/** The stored flags of rooms in the lists of users. A change that met another one is made again on top of it. */
public final class RoomFlags {
    private static final int MAX_ATTEMPTS = 5;

    private final UserRecordClient records;

    public RoomFlags(UserRecordClient records) {
        this.records = records;
    }

    /** The record of a user's flags for a room. */
    static RecordKey key(UserId user, RoomId room) {
        return Reads.FLAGS.key(user.value(), room.value());
    }

    /** Completes with the flags before and after the change, once they are stored. */
    Future<Changed> change(UserId user, RoomId room, UnaryOperator<Flags> change) {
        return change(key(user, room), change, MAX_ATTEMPTS);
    }

    /** Flags before and after a change. */
    record Changed(Flags before, Flags after) {
        boolean isChange() {
            return !before.equals(after);
        }
    }

    private record Stored(Flags flags, long version) {
        static Stored of(Records.Found found) {
            return found.records().stream()
                    .findFirst()
                    .map(record -> new Stored(Reads.FLAGS.readIfValid(record).orElse(Flags.NONE), record.version()))
                    .orElse(new Stored(Flags.NONE, 0));
        }
    }

    private Future<Changed> change(RecordKey key, UnaryOperator<Flags> change, int attempts) {
        return records.get(new Records.Get(List.of(key))).compose(found -> {
            Stored stored = Stored.of(found);
            Changed changed = new Changed(stored.flags(), change.apply(stored.flags()));
            return changed.isChange()
                    ? records.put(Reads.FLAGS.put(key, stored.version(), changed.after()))
                            .map(changed)
                            .recover(cause -> again(key, change, attempts - 1, cause))
                    : Future.succeededFuture(changed);
        });
    }

    private Future<Changed> again(RecordKey key, UnaryOperator<Flags> change, int attempts, Throwable cause) {
        if (!HubException.is(cause, ErrorCode.CONFLICT)) {
            return Future.failedFuture(cause);
        }
        return attempts > 0
                ? change(key, change, attempts)
                : Future.failedFuture(
                        new HubException(ErrorCode.UNAVAILABLE, "the room is marked too often at a time, try again"));
    }
}
