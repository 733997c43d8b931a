// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import dev.hubbub.gateway.dialect.Utf8;
import io.github.bucket4j.Bucket;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Puts the frames of a WebSocket together to messages, as soon as they are too large or not UTF-8 saying so; Vert.x's
 * own aggregation keeps such a socket open and unread, and replaces bytes that are not UTF-8.
 */
final class MessageAggregator {
    /** Stands for bytes that are not UTF-8: no frame of any kind. */
    static final String UNREADABLE = "\ufffd";

    /** Is told what the frames contain. */
    interface Listener {
        /** A whole message; bytes that are no text come as {@link #UNREADABLE}. */
        void message(String text);

        /** A ping, or the answer to one. */
        void heard();

        /** A part of a message, which is no sign of life; whether the client may send one. */
        boolean fragment();

        /** A message beyond the limit. */
        void tooLarge();

        /** Too many control frames at a time. */
        void flooding();
    }

    private final int maxBytes;
    private final int controlFramesPerSecond;
    private final Listener listener;
    private @Nullable Buffer parts;
    private @Nullable Bucket controlFrames;

    /** @param controlFramesPerSecond and as many at once; 0: no limit */
    MessageAggregator(int maxBytes, int controlFramesPerSecond, Listener listener) {
        this.maxBytes = maxBytes;
        this.controlFramesPerSecond = controlFramesPerSecond;
        this.listener = listener;
    }

    /** How many bytes of a message are kept until the rest comes. */
    int partialBytes() {
        return parts == null ? 0 : parts.length();
    }

    void frame(WebSocketFrame frame) {
        if (frame.isPing() || frame.type() == WebSocketFrameType.PONG) {
            listener.heard();
            if (controlFramesPerSecond > 0) {
                countControlFrame();
            }
        } else if (!frame.isClose() && (isWhole(frame) || listener.fragment())) {
            data(frame);
        }
    }

    private boolean isWhole(WebSocketFrame frame) {
        return parts == null && frame.isFinal();
    }

    private void data(WebSocketFrame frame) {
        Buffer data = frame.binaryData();
        if (parts != null) {
            parts.appendBuffer(data);
        } else {
            parts = frame.isFinal()
                    ? data
                    : Buffer.buffer().appendBuffer(data); // to a copy of none nothing can be added
        }
        if (parts.length() > maxBytes) {
            parts = null;
            listener.tooLarge();
        } else if (frame.isFinal()) {
            Buffer whole = parts;
            parts = null;
            listener.message(Utf8.decode(whole).orElse(UNREADABLE));
        }
    }

    private void countControlFrame() {
        if (controlFrames == null) {
            controlFrames = controlFrames(controlFramesPerSecond);
        }
        if (!controlFrames.tryConsume(1)) {
            listener.flooding();
        }
    }

    private static Bucket controlFrames(int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withNanosecondPrecision()
                .build();
    }
}
