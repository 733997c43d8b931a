// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages.History;
import java.util.Optional;

/** Which entries a history request means, in a room with a given head. */
final class HistoryPage {
    /** The entries to read; empty when there is none. Nothing after the head, as of which the caller was admitted. */
    static Optional<MessageLog.Read> of(History ask, long head) {
        long after = ask.after() == null ? 0 : ask.after();
        long last = ask.before() == null ? head : Math.min(head, ask.before() - 1);
        if (after >= last) {
            return Optional.empty();
        }
        long first = after + 1;
        boolean oldest = ask.after() != null && ask.before() == null;
        long from = oldest ? first : Math.max(first, last - ask.limit() + 1);
        long to = oldest ? Math.min(last, first + ask.limit() - 1) : last;
        return Optional.of(new MessageLog.Read(ask.room(), from, to, !oldest));
    }

    private HistoryPage() {}
}
