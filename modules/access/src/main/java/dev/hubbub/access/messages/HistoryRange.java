// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages.History;
import java.util.Optional;

/** Computes which entries a history request asks for, in a room with a given head. */
final class HistoryRange {
    /** The entries to read, or empty. Never beyond the head, as of which the caller was authorized. */
    static Optional<MessageLog.Read> of(History request, long head) {
        long after = request.after() == null ? 0 : request.after();
        long last = request.before() == null ? head : Math.min(head, request.before() - 1);
        if (after >= last) {
            return Optional.empty();
        }
        long first = after + 1;
        boolean oldest = request.after() != null && request.before() == null;
        long from = oldest ? first : Math.max(first, last - request.limit() + 1);
        long to = oldest ? Math.min(last, first + request.limit() - 1) : last;
        return Optional.of(new MessageLog.Read(request.room(), from, to, !oldest));
    }

    /** The oldest entries after the floor, where all that were asked for are below it. */
    static Optional<MessageLog.Read> aboveFloor(MessageLog.Read read, MessageLog.Slice slice, long head) {
        Long floor = slice.first();
        if (floor == null || floor <= read.to() || floor > head || read.newestFirst()) {
            return Optional.empty();
        }
        long to = Math.min(head, floor + read.to() - read.from());
        return Optional.of(new MessageLog.Read(read.room(), floor, to, false));
    }

    private HistoryRange() {}
}
