// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.session.PollingSessions.Delivered;
import dev.hubbub.contract.session.PollingSessions.Received;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.Dialect;
import dev.hubbub.gateway.session.SessionTransport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A session of a client without a connection: its frames wait here until an HTTP response fetches them. There is one
 * such response at a time. Belongs to one event loop; times are milliseconds.
 */
final class PollingSession implements SessionTransport {
    private static final int INTERRUPTED = 1002;
    private static final int OCCUPIED = 2010;
    private static final long HOLD_MILLIS = 2_000;

    /**
     * A response asks again a moment after each answer, or when an answer was lost, and repeatedly while it is busy
     * writing.
     */
    static final long SILENT_MILLIS = 4_000;

    private final Dialect dialect;
    private final UnackedFrames unacked;
    private final long idleMillis;
    private final LongSupplier clock;
    private Consumer<String> inbound = text -> {};
    private Runnable heard = () -> {};
    private @Nullable String response;
    private @Nullable String lastResponse;
    private @Nullable Pending<Received> waiting;
    private @Nullable Pending<Delivered> held;
    private List<String> heldMessages = List.of();
    private boolean paused;
    private @Nullable List<String> closing;
    private boolean told;
    private boolean asked;
    private long since;
    private long answeredAt;

    /** An answer that is due at a time. */
    private record Pending<T>(Promise<T> answer, long until) {}

    /** @param idleMillis how long the client may be without a response */
    PollingSession(Dialect dialect, long idleMillis, LongSupplier clock) {
        this.dialect = dialect;
        this.unacked = new UnackedFrames(dialect);
        this.idleMillis = idleMillis;
        this.clock = clock;
        this.since = clock.getAsLong();
        dialect.opening().ifPresent(unacked::addMessage);
    }

    /** Says where the messages of the client go, and its signs of life. */
    void connect(Consumer<String> messages, Runnable life) {
        inbound = messages;
        heard = life;
    }

    Future<Received> receive(PollingSessions.Receive ask) {
        if (response != null && !response.equals(ask.reader())) {
            List<String> messages = closing(OCCUPIED, "Another connection still open");
            return Future.succeededFuture(new Received(ask.acked(), messages, true));
        }
        if (response == null) {
            response = ask.reader();
            asked = false;
            heard.run();
        }
        unacked.ack(ask.acked());
        answerWaiting(); // an older question of this response was lost on its way
        answeredAt = clock.getAsLong();
        if (hasNews() || ask.waitMillis() == 0) {
            return Future.succeededFuture(news());
        }
        waiting = new Pending<>(Promise.promise(), clock.getAsLong() + ask.waitMillis());
        return waiting.answer().future();
    }

    private boolean hasNews() {
        return closing != null || asked || !unacked.isEmpty();
    }

    private Received news() {
        UnackedFrames.Batch batch = unacked.batch();
        if (closing != null && batch.upTo() == unacked.last()) {
            batch.messages().addAll(closing);
            return new Received(batch.upTo(), batch.messages(), true);
        }
        if (asked && batch.messages().isEmpty()) {
            dialect.heartbeat().ifPresent(batch.messages()::add);
        }
        return new Received(batch.upTo(), batch.messages(), asked);
    }

    private void answerWaiting() {
        if (waiting != null) {
            Promise<Received> answer = waiting.answer();
            waiting = null;
            answeredAt = clock.getAsLong();
            answer.complete(news());
        }
    }

    void release(PollingSessions.Release ask) {
        if (ask.reader().equals(response)) {
            unacked.ack(ask.acked());
            since = told ? since : clock.getAsLong();
            told |= closing != null && unacked.isEmpty();
            lastResponse = response;
            response = null;
            answerWaiting();
        }
        if (ask.interrupted() && ask.reader().equals(lastResponse)) {
            interrupt();
        }
    }

    /** Ends the session: the client is away, or may have missed something. */
    void interrupt() {
        end(closing(INTERRUPTED, "Connection interrupted"));
        unacked.clear();
        told = true;
    }

    Future<Delivered> deliver(List<String> messages) {
        if (closing != null) {
            return Future.failedFuture(new HubException(ErrorCode.NOT_FOUND, "session is closed"));
        }
        heard.run();
        if (!paused) {
            messages.forEach(inbound);
            return Future.succeededFuture(new Delivered(true));
        }
        if (held != null) {
            return Future.failedFuture(new HubException(ErrorCode.TOO_MANY, "another send waits"));
        }
        held = new Pending<>(Promise.promise(), clock.getAsLong() + HOLD_MILLIS);
        heldMessages = messages;
        return held.answer().future();
    }

    private void answerHeld(boolean admitted) {
        if (held != null) {
            Promise<Delivered> answer = held.answer();
            List<String> messages = heldMessages;
            held = null;
            heldMessages = List.of();
            if (admitted) {
                messages.forEach(inbound);
            }
            answer.complete(new Delivered(admitted));
        }
    }

    /** Answers what has waited long enough; to be called about twice a second. */
    void tick() {
        long now = clock.getAsLong();
        if (waiting != null && now >= waiting.until()) {
            answerWaiting();
        }
        if (held != null && now >= held.until()) {
            answerHeld(false);
        }
        boolean away = (response == null || closing != null) && now - since > idleMillis;
        if ((away || isAbandoned(now)) && !told) {
            interrupt();
        }
    }

    /** The node of the response has died, or its last word was lost. */
    private boolean isAbandoned(long now) {
        return response != null && waiting == null && now - answeredAt > SILENT_MILLIS;
    }

    /** Whether the client has heard the last word, or never will. */
    boolean isOver() {
        return told;
    }

    /** Whether the last word need not be sent again. */
    boolean isForgotten() {
        return told && clock.getAsLong() - since > idleMillis;
    }

    /** Whether a request of the client waits until it is taken. */
    boolean holdsSend() {
        return held != null;
    }

    @Override
    public void write(Delivery delivery) {
        if (closing == null) {
            unacked.add(delivery.encoded(dialect));
            answerWaiting();
        }
    }

    @Override
    public long pendingBytes() {
        return unacked.bytes();
    }

    /** The listener cuts off a response that nothing leaves. */
    @Override
    public boolean isStalled(long nanos) {
        return false;
    }

    /** Nothing to do: a response ends after that time with a heartbeat, and the client comes for the next one. */
    @Override
    public void heartbeat() {}

    /** Ends the response, whatever its kind: that the client comes for the next one is its sign of life. */
    @Override
    public boolean askForLife() {
        if (closing == null) {
            asked = response != null;
            answerWaiting();
        }
        return closing == null;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        answerHeld(true);
    }

    /** Nothing to do: a closed session takes nothing. */
    @Override
    public void stopReading() {}

    @Override
    public void close(CloseCode code) {
        if (code == CloseCode.TOO_SLOW) {
            unacked.clear();
        }
        end(closing(code.number(), code.reason()));
        told |= code == CloseCode.GOING_AWAY
                && response == null; // a node that stops does not wait for the next request
    }

    /** The message that ends the conversation, where the dialect has one. */
    private List<String> closing(int code, String reason) {
        return dialect.closing(code, reason).map(List::of).orElse(List.of());
    }

    private void end(List<String> message) {
        if (closing == null) {
            closing = message;
            since = clock.getAsLong();
            answerHeld(false);
            answerWaiting();
        }
    }
}
