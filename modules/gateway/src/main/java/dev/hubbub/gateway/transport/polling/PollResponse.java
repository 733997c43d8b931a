// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.session.PollingSessions.Received;
import dev.hubbub.contract.value.SessionId;
import dev.hubbub.gateway.dialect.Dialect;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.UUID;

/**
 * One response: asks for the frames of a session, and writes them. What it has written it acknowledges with the next
 * question, so that at most one batch is under way. It ends with a heartbeat: that the client comes for another one
 * is its sign of life.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a session that cannot be told is over for other reasons
final class PollResponse {
    static final int MAX_BYTES = 131_072;

    private static final long AGAIN_MILLIS = 500;
    private static final long BUSY_MILLIS = 1_000;
    private static final int MAX_FAILURES = 2;

    private final Vertx vertx;
    private final PollingRouter router;
    private final Dialect dialect;
    private final PollRequest request;
    private final HttpServerResponse response;
    private final PollFormat format;
    private final SessionId session;
    private final String id = UUID.randomUUID().toString();
    private Runnable ended = () -> {};
    private long endsAt;
    private long cutOff;
    private long acked;
    private int written;
    private int failures;
    private boolean known;
    private boolean over;

    PollResponse(Vertx vertx, PollingRouter router, Dialect dialect, PollRequest request, PollFormat format) {
        this.vertx = vertx;
        this.router = router;
        this.dialect = dialect;
        this.request = request;
        this.response = request.http().response();
        this.format = format;
        this.session = request.session();
    }

    /** Begins to read, for so long, and a little longer for a slow reader; {@code whenOver} is run once. */
    void start(long lifeMillis, long unreadMillis, Runnable whenOver) {
        ended = whenOver;
        endsAt = now() + lifeMillis;
        cutOff = vertx.setTimer(
                lifeMillis + unreadMillis, late -> request.http().connection().close());
        response.closeHandler(closed -> interrupted());
        ask(format.streams() ? 0 : lifeMillis); // the head of a stream does not wait for news
    }

    /** Ends the response with the next answer. */
    void hurry() {
        endsAt = now();
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    private void ask(long waitMillis) {
        if (over) {
            return; // a client that hung up during a pause needs no session
        }
        int wait = (int) Math.max(0, waitMillis);
        router.receive(new PollingSessions.Receive(session, id, acked, wait, known ? null : request.ip()))
                .onSuccess(this::received)
                .onFailure(cause -> failed((HubException) cause));
    }

    private void received(Received news) {
        if (over) {
            return;
        }
        known = true;
        failures = 0;
        long before = acked;
        acked = news.upTo();
        boolean late = now() >= endsAt;
        List<String> frames = news.frames().isEmpty() && late
                ? dialect.heartbeat().map(List::of).orElse(List.of())
                : news.frames();
        Buffer text = text(frames);
        if (late || news.last() || written >= MAX_BYTES || (!format.streams() && !frames.isEmpty())) {
            finish(text);
        } else if (text.length() == 0) {
            ask(endsAt - now());
        } else {
            write(text, before);
        }
    }

    /** Asks for the same again while the client reads slowly: the session must know that this response goes on. */
    private void write(Buffer text, long before) {
        long busy = vertx.setPeriodic(
                BUSY_MILLIS, still -> router.receive(new PollingSessions.Receive(session, id, before, 0, null)));
        response.write(text)
                .onComplete(either -> vertx.cancelTimer(busy))
                .onSuccess(left -> ask(endsAt - now()))
                .onFailure(lost -> interrupted());
    }

    private Buffer text(List<String> frames) {
        Buffer text = Buffer.buffer();
        if (format.streams() && !response.headWritten()) {
            head();
            response.setChunked(true);
            text.appendString(format.prelude());
        }
        int before = text.length();
        frames.forEach(frame -> text.appendString(format.wrap(frame)));
        written += text.length() - before;
        return text;
    }

    private void head() {
        response.putHeader("Content-Type", format.contentType())
                .putHeader("Cache-Control", "no-store, no-transform")
                .putHeader("X-Accel-Buffering", "no"); // nginx would collect a stream otherwise
    }

    /** The session must know that the response ends before the client does, which asks again at once. */
    private void finish(Buffer text) {
        router.release(new PollingSessions.Release(session, id, acked, false)).onComplete(either -> {
            if (!over && !response.closed()) {
                if (!response.headWritten()) {
                    head();
                }
                response.end(text).onSuccess(left -> close()).onFailure(lost -> interrupted());
            }
        });
    }

    private void failed(HubException cause) {
        if (over) {
            return;
        }
        if (cause.is(ErrorCode.UNAVAILABLE) && ++failures <= MAX_FAILURES) {
            vertx.setTimer(AGAIN_MILLIS, again -> ask(endsAt - now()));
        } else if (known) {
            // The node is gone that had the session: the client comes back and resumes.
            finish(text(dialect.closing(CloseCode.GOING_AWAY.number(), CloseCode.GOING_AWAY.reason())
                    .map(List::of)
                    .orElse(List.of())));
        } else {
            close();
            format.fail(response, cause);
        }
    }

    private void interrupted() {
        if (!over) {
            close();
            router.release(new PollingSessions.Release(session, id, acked, true));
        }
    }

    private void close() {
        if (!over) {
            over = true;
            vertx.cancelTimer(cutOff);
            ended.run();
        }
    }
}
