// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A socket as the feeds see it. */
public interface Subscriber {
    /** The user who listens, with the name of the socket if it is one; known before anything is followed. */
    Caller follower();

    /** Whether nothing reaches it any more. */
    boolean isClosed();

    /** The addresses it listens to, or is about to. */
    Set<String> addresses();

    /** Which part of what may wait for it to read does wait: 0 for nothing, 1 for all that there may be. */
    double backlog();

    /** Ends it as one that does not read fast enough; it comes back with its positions. */
    void tooSlow();

    /** An entry of a room is its next. */
    default void receive(RoomEntry entry) {
        send(entry.delivery());
    }

    /** Sends a frame that others may share. */
    void send(Delivery frame);

    /** Confirms a registration. */
    void reply(String address, @Nullable Object body);

    /** Says that a registration was refused, or has ended. */
    void fail(String address, HubException cause);
}
