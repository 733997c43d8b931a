// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Whose turn it is among the messages of one room that wait for the stages: of each sender, in their order. */
final class RoomTurns {
    private final Map<UserId, SenderTurns> senders = new HashMap<>();
    private int waiting;

    private static final class SenderTurns {
        private int waiting;
        private Future<?> last = Future.succeededFuture();
    }

    /** Whether no further message of this sender may wait. */
    boolean isFull(UserId sender) {
        SenderTurns turns = senders.get(sender);
        return waiting >= MessageReviews.MAX_OF_ROOM
                || (turns != null && turns.waiting >= MessageReviews.MAX_OF_SENDER);
    }

    /**
     * @param done when the turn of this message is over
     * @return when its turn begins
     */
    Future<?> enter(UserId sender, Future<?> done) {
        SenderTurns turns = senders.computeIfAbsent(sender, user -> new SenderTurns());
        Future<?> before = turns.last;
        turns.last = done;
        turns.waiting++;
        waiting++;
        return before;
    }

    /** @return whether no message of the room waits any more */
    boolean leave(UserId sender) {
        SenderTurns turns = Objects.requireNonNull(senders.get(sender));
        turns.waiting--;
        waiting--;
        if (turns.waiting == 0) {
            senders.remove(sender);
        }
        return waiting == 0;
    }
}
