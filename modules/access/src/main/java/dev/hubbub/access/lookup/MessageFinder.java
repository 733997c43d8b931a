// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.Optional;

/** Finds messages that callers name by their numbers, as they are now. */
public final class MessageFinder {
    private final MessageLogClient log;

    public MessageFinder(MessageLogClient log) {
        this.log = log;
    }

    /** The message, whether it is deleted or not; empty: there is none with this number. */
    public Future<Optional<Entry>> find(RoomId room, long seq) {
        return log.read(new MessageLog.Read(room, seq, seq, false)).map(slice -> slice.entries().stream()
                .filter(entry -> entry.seq() == seq && MessageEntry.KIND.is(entry))
                .findFirst());
    }

    /**
     * The message; fails with NOT_FOUND if there is none, or if it is deleted.
     *
     * @param field in which the caller names it
     */
    public Future<Entry> require(String field, RoomId room, long seq) {
        return find(room, seq)
                .map(found -> found.filter(message -> !isDeleted(message)).orElseThrow(() -> missing(field, seq)));
    }

    /** Whether a message was deleted. */
    public static boolean isDeleted(Entry message) {
        return message.fields().containsKey("deleted");
    }

    /** The failure for a number that is not that of a message. */
    public static HubException missing(String field, long seq) {
        return new HubException(
                ErrorCode.NOT_FOUND,
                field + ": " + seq + " (expected: the seq of a message of this room that is not deleted)");
    }
}
