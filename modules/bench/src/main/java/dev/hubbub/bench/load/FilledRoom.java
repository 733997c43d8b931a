// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/** The first room of a layout with very many messages, sent as fast as the server stores them. */
public final class FilledRoom {
    /** How many connections of the layout send. */
    public static final int CONNECTIONS = 14;

    private static final int IN_FLIGHT = 64;
    private static final Duration STEP = Duration.ofMillis(50);

    /**
     * Returns how many messages there are at least.
     *
     * @param texts of the messages, by number
     */
    public static long fill(
            Vertx vertx, ServerUnderTest server, int messages, LongFunction<String> texts, Duration patience)
            throws InterruptedException, TimeoutException {
        RoomId room = server.endpoint().layout().room(0);
        String prefix = UUID.randomUUID().toString().substring(0, 8);
        long deadline = System.nanoTime() + patience.toNanos();
        try (ClosedLoop loop = new ClosedLoop(vertx, server, CONNECTIONS, (id, connection) -> server.endpoint()
                .dialect()
                .send(id, room, prefix + "-" + id, texts.apply(id)))) {
            long stored = 0;
            loop.start(IN_FLIGHT);
            while (stored < messages) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException(stored + " of " + messages + " messages are stored after " + patience);
                }
                stored += loop.measure(STEP).answered();
            }
            return stored;
        }
    }

    private FilledRoom() {}
}
