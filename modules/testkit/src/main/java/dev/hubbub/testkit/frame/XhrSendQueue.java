// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.frame;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;

/** Messages that wait for the next request, in as few bodies as the hub's limits allow. */
public final class XhrSendQueue {
    private static final int MAX_BYTES = 65_536;
    private static final int MAX_MESSAGES = 1_000;

    private final Deque<Buffer> messages = new ArrayDeque<>();

    public void add(String text) {
        messages.add(Json.encodeToBuffer(text));
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Takes the oldest messages; a message that is too large for the hub is sent alone. */
    public Buffer take() {
        Buffer body = Buffer.buffer().appendByte((byte) '[').appendBuffer(messages.remove());
        for (int n = 1; n < MAX_MESSAGES && fits(body); n++) {
            body.appendByte((byte) ',').appendBuffer(messages.remove());
        }
        return body.appendByte((byte) ']');
    }

    private boolean fits(Buffer body) {
        return !messages.isEmpty() && body.length() + messages.peek().length() + 2 <= MAX_BYTES;
    }
}
