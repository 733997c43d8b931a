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

/** One socket of a client, from its opening to its end: matches answers with requests, and notices silence. */
final class Session {
    private final WebSocket socket;
    private final Crowd crowd;
    private final Client client;
    private final Map<String, Call> calls = new HashMap<>();
    private long heardNanos = System.nanoTime();
    private long numbers;

    /** Gets the answer: {@code rec} with its body, {@code err} with its number. */
    interface Answer {
        /** {@code failure} is 0 for a reply, -1 when none came in time. */
        void came(int failure, JsonObject frame);
    }

    private record Call(Answer answer, long deadlineNanos) {}

    Session(Crowd crowd, Client client, WebSocket socket) {
        this.crowd = crowd;
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(this::received);
        socket.pongHandler(pong -> heardNanos = System.nanoTime());
        socket.exceptionHandler(broken -> {}); // the end tells
        socket.closeHandler(closed -> ended());
    }

    void request(String address, JsonObject body, Answer answer) {
        String id = "q" + numbers++;
        long deadline = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(crowd.manners().answerMillis());
        calls.put(id, new Call(answer, deadline));
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

    void readOn() {
        socket.resume();
    }

    /** Drops the connection without a word. */
    @SuppressWarnings("FutureReturnValueIgnored") // closeHandler tells
    void cut() {
        ((WebSocketInternal) socket).channelHandlerContext().close();
    }

    void close() {
        socket.close().otherwiseEmpty();
    }

    /** Called every second or so. */
    void sweep(long now) {
        for (Iterator<Call> each = calls.values().iterator(); each.hasNext(); ) {
            Call call = each.next();
            if (call.deadlineNanos() - now < 0) {
                each.remove();
                client.later(() -> call.answer().came(-1, new JsonObject()));
            }
        }
        long silent = TimeUnit.NANOSECONDS.toMillis(now - heardNanos);
        if (silent > crowd.manners().silenceMillis()) {
            cut();
        } else if (silent > crowd.manners().silenceMillis() / 3) {
            socket.writePing(Buffer.buffer()).otherwiseEmpty();
        }
    }

    private void received(String text) {
        heardNanos = System.nanoTime();
        FrameCache.News news = crowd.frames().news(text);
        if (news != null) {
            client.news(this, news);
            return;
        }
        JsonObject frame = new JsonObject(text);
        boolean failed = "err".equals(frame.getString("type"));
        Call call = calls.remove(frame.getString("address", ""));
        if (call != null) {
            call.answer().came(failed ? frame.getInteger("failureCode", 500) : 0, frame);
        } else if (failed) {
            client.refused(this, frame);
        }
    }

    private void ended() {
        Short code = socket.closeStatusCode();
        client.ended(this, code == null ? 1006 : code);
    }
}
