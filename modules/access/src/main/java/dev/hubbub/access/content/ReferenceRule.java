// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.content;

import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;

/** Which messages a message may name, as what it answers and as the first one of its thread: those of its room. */
public final class ReferenceRule {
    private static final String THREAD = "thread";

    private final MessageFinder finder;

    public ReferenceRule(MessageFinder finder) {
        this.finder = finder;
    }

    /** Fails with NOT_FOUND if there is no such message, with CONFLICT if it cannot have a thread. */
    public Future<Void> require(Send send, RoomDetails details) {
        RoomId room = send.room();
        Long replyTo = send.replyTo();
        Long thread = send.thread();
        if (thread != null && details.isEphemeral()) {
            return Future.failedFuture(notStored());
        }
        Future<Void> first = thread == null
                ? Future.succeededFuture()
                : finder.require(THREAD, room, thread).compose(ReferenceRule::requireOutside);
        return replyTo == null
                ? first
                : first.compose(done -> finder.require("replyTo", room, replyTo))
                        .mapEmpty();
    }

    private static Future<Void> requireOutside(Entry message) {
        Object other = message.fields().get(THREAD);
        return other == null
                ? Future.succeededFuture()
                : Future.failedFuture(new HubException(
                        ErrorCode.CONFLICT,
                        "thread: " + message.seq() + " is in a thread (expected: its first message, " + other + ")"));
    }

    /** The failure for what needs stored messages. */
    public static HubException notStored() {
        return new HubException(ErrorCode.CONFLICT, "messages of this room are not stored");
    }
}
