// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.frame;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decodes the hub's SockJS frames. */
public final class SockJsDecoder {
    private final Consumer<Frame> receiver;
    private final Promise<Void> opened = Promise.promise();
    private volatile @Nullable Closed closeMessage;

    public SockJsDecoder(Consumer<Frame> receiver) {
        this.receiver = receiver;
    }

    public void decode(String text) {
        switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case 'o' -> {
                if (!opened.tryComplete()) {
                    closeMessage = new Closed(1006, "Server lost session"); // as the stock client sees it
                }
            }
            case 'h' -> {} // a heartbeat has no reply
            case 'a' ->
                new JsonArray(text.substring(1))
                        .forEach(message -> receiver.accept(new Frame(false, (String) message)));
            case 'c' -> {
                JsonArray how = new JsonArray(text.substring(1));
                closeMessage = new Closed(how.getInteger(0), how.getString(1));
            }
            default -> receiver.accept(new Frame(false, text)); // breaks the framing: tests may expect it
        }
    }

    /** Completes with the opening message. */
    public Future<Void> opened() {
        return opened.future();
    }

    /** The session has ended: fails the wait for the opening message. */
    public void fail(Throwable cause) {
        opened.tryFail(cause);
    }

    /** The content of the close message, or null if none has arrived. */
    public @Nullable Closed closeMessage() {
        return closeMessage;
    }
}
