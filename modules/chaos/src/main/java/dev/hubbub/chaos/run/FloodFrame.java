// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import dev.hubbub.testkit.BridgeClient;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Frames that cost their sender nothing. */
final class FloodFrame {
    private static final String PING = "{\"type\":\"ping\"}";
    private static final String LARGE = "{\"type\":\"ping\",\"x\":\"" + "x".repeat(65_000) + "\"}";
    private static final String NOTHING = "{\"type\":\"unregister\",\"address\":\"out.room.nothing\"}";

    private static final List<Supplier<Consumer<BridgeClient>>> KINDS = List.of(
            () -> client -> client.sendText(PING),
            () -> client -> client.sendText(LARGE),
            () -> client -> client.sendText(NOTHING),
            Fragments::new);

    /** For one socket: a kind for each number, by turns. */
    static Consumer<BridgeClient> of(int number) {
        return KINDS.get(number % KINDS.size()).get();
    }

    /** A text that never ends, and says nothing. */
    private static final class Fragments implements Consumer<BridgeClient> {
        private boolean begun;

        @Override
        public void accept(BridgeClient client) {
            client.socket()
                    .writeFrame(
                            begun
                                    ? WebSocketFrame.continuationFrame(Buffer.buffer(), false)
                                    : WebSocketFrame.textFrame("", false));
            begun = true;
        }
    }

    private FloodFrame() {}
}
