// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One socket of a client: matches replies with requests, and detects time-outs. */
final class ClientConnection {
    private final WebSocket socket;
    private final ClientGroup group;
    private final Client client;
    private final Map<String, PendingRequest> pending = new HashMap<>();
    private long lastReceivedNanos = System.nanoTime();
    private long requestCount;

    /** Handles the reply: {@code rec} with its body, {@code err} with its number. */
    interface ReplyHandler {
        /** {@code failure} is 0 for a reply, -1 when none arrived in time. */
        void handle(int failure, JsonObject frame);
    }

    private record PendingRequest(ReplyHandler handler, long deadlineNanos) {}

    ClientConnection(ClientGroup group, Client client, WebSocket socket) {
        this.group = group;
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(this::received);
        socket.pongHandler(pong -> lastReceivedNanos = System.nanoTime());
        socket.exceptionHandler(broken -> {}); // the close handler reports it
        socket.closeHandler(closed -> ended());
    }

    void request(String address, JsonObject body, ReplyHandler handler) {
        String id = "q" + requestCount++;
        long deadline =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(group.policy().requestTimeoutMillis());
        pending.put(id, new PendingRequest(handler, deadline));
        write(new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", id)
                .put("body", body));
    }

    void write(JsonObject frame) {
        socket.writeTextMessage(frame.encode()).otherwiseEmpty();
    }

    void stopReading() {
        socket.pause();
    }

    void resumeReading() {
        socket.resume();
    }

    /** Drops the connection without a close frame. */
    @SuppressWarnings("FutureReturnValueIgnored") // the close handler reports it
    void cut() {
        ((WebSocketInternal) socket).channelHandlerContext().close();
    }

    void close() {
        socket.close().otherwiseEmpty();
    }

    /** Called about every second. */
    void checkTimeouts(long now) {
        for (Iterator<PendingRequest> each = pending.values().iterator(); each.hasNext(); ) {
            PendingRequest request = each.next();
            if (request.deadlineNanos() - now < 0) {
                each.remove();
                client.runLater(() -> request.handler().handle(-1, new JsonObject()));
            }
        }
        long idleMillis = TimeUnit.NANOSECONDS.toMillis(now - lastReceivedNanos);
        if (idleMillis > group.policy().idleTimeoutMillis()) {
            cut();
        } else if (idleMillis > group.policy().idleTimeoutMillis() / 3) {
            socket.writePing(Buffer.buffer()).otherwiseEmpty();
        }
    }

    private void received(String text) {
        lastReceivedNanos = System.nanoTime();
        FrameCache.FeedFrame feedFrame = group.frames().feedFrame(text);
        if (feedFrame != null) {
            client.feedFrame(this, feedFrame);
            return;
        }
        JsonObject frame = new JsonObject(text);
        boolean failed = "err".equals(frame.getString("type"));
        PendingRequest request = pending.remove(frame.getString("address", ""));
        if (request != null) {
            request.handler().handle(failed ? frame.getInteger("failureCode", 500) : 0, frame);
        } else if (failed) {
            client.refused(this, frame);
        }
    }

    private void ended() {
        Short code = socket.closeStatusCode();
        client.ended(this, code == null ? 1006 : code);
    }
}
