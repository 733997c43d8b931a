// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.List;

/** Reads the entries of rooms that are stored. Of an ephemeral room that is the first one alone. */
final class RoomLog {
    private final Bus bus;

    RoomLog(Bus bus) {
        this.bus = bus;
    }

    /** The next entries after a position, or none; those below the floor of the room are gone. */
    Future<List<Entry>> after(RoomId room, long position, int limit) {
        long from = position + 1;
        long to = position == 0 ? 1 : position + limit; // the first entry is stored in any room
        return bus.call(MessageLog.READ, new MessageLog.Read(room, from, to, false))
                .compose(slice -> {
                    long floor = floor(slice, from);
                    return floor > from ? after(room, floor - 1, limit) : Future.succeededFuture(stored(slice));
                });
    }

    /** Where the log begins, if that lies above the entries that were asked for; else where these begin. */
    private static long floor(Slice slice, long from) {
        Long first = slice.first();
        return slice.entries().isEmpty() && first != null && isStored(first) ? first : from;
    }

    private static List<Entry> stored(Slice slice) {
        return slice.entries().stream()
                .takeWhile(entry -> isStored(entry.seq()))
                .toList();
    }

    /** Whether an entry with this number is stored, if there is one. */
    static boolean isStored(long seq) {
        return seq < MessageLog.FIRST_EPHEMERAL;
    }
}
