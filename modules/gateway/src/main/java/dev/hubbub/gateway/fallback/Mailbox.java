// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fallback;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.session.PollingSessions.Delivered;
import dev.hubbub.contract.session.PollingSessions.Received;
import dev.hubbub.gateway.frames.ServerFrame;
import dev.hubbub.gateway.frames.SockJs;
import dev.hubbub.gateway.session.Peer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A client without a connection of its own: what it is to be told waits here until a response of HTTP comes for it,
 * the reader. There is one reader at a time. Belongs to one event loop; times are milliseconds.
 */
final class Mailbox implements Peer {
    private static final int INTERRUPTED = 1002;
    private static final int OCCUPIED = 2010;
    private static final long HOLD_MILLIS = 2_000;

    /**
     * A reader has the next question a moment after an answer, or when it has waited in vain for one that was lost, and
     * asks again and again while it is busy.
     */
    static final long SILENT_MILLIS = 4_000;

    private final Outbox outbox = new Outbox();
    private final long idleMillis;
    private final LongSupplier clock;
    private Consumer<String> inbound = text -> {};
    private Runnable heard = () -> {};
    private String reader;
    private String lastReader;
    private Pending<Received> waiting;
    private Pending<Delivered> held;
    private List<String> heldMessages = List.of();
    private boolean paused;
    private String farewell;
    private boolean told;
    private long since;
    private long answeredAt;

    /** An answer that is due at a time. */
    private record Pending<T>(Promise<T> answer, long until) {}

    /** @param idleMillis how long the client may be without a reader */
    Mailbox(long idleMillis, LongSupplier clock) {
        this.idleMillis = idleMillis;
        this.clock = clock;
        this.since = clock.getAsLong();
        outbox.add(SockJs.OPEN);
    }

    /** Says who is told what the client sends, and that it lives. */
    void connect(Consumer<String> messages, Runnable life) {
        inbound = messages;
        heard = life;
    }

    Future<Received> receive(PollingSessions.Receive ask) {
        if (reader != null && !reader.equals(ask.reader())) {
            String frame = SockJs.close(OCCUPIED, "Another connection still open");
            return Future.succeededFuture(new Received(ask.acked(), List.of(frame), true));
        }
        if (reader == null) {
            reader = ask.reader();
            heard.run();
        }
        outbox.ack(ask.acked());
        answerWaiting(); // an older question of this reader was lost on its way
        answeredAt = clock.getAsLong();
        if (hasNews() || ask.waitMillis() == 0) {
            return Future.succeededFuture(news());
        }
        waiting = new Pending<>(Promise.promise(), clock.getAsLong() + ask.waitMillis());
        return waiting.answer().future();
    }

    private boolean hasNews() {
        return farewell != null || !outbox.isEmpty();
    }

    private Received news() {
        Outbox.Batch batch = outbox.batch();
        boolean last = farewell != null && batch.upTo() == outbox.last();
        if (last) {
            batch.frames().add(farewell);
        }
        return new Received(batch.upTo(), batch.frames(), last);
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
        if (ask.reader().equals(reader)) {
            outbox.ack(ask.acked());
            since = told ? since : clock.getAsLong();
            told |= farewell != null && outbox.isEmpty();
            lastReader = reader;
            reader = null;
            answerWaiting();
        }
        if (ask.interrupted() && ask.reader().equals(lastReader)) {
            interrupt();
        }
    }

    /** Ends the session: the client is away, or may have missed something. */
    void interrupt() {
        end(SockJs.close(INTERRUPTED, "Connection interrupted"));
        outbox.clear();
        told = true;
    }

    Future<Delivered> deliver(List<String> messages) {
        if (farewell != null) {
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
        boolean away = (reader == null || farewell != null) && now - since > idleMillis;
        if ((away || isAbandoned(now)) && !told) {
            interrupt();
        }
    }

    /** The node of the reader has died, or its last word was lost. */
    private boolean isAbandoned(long now) {
        return reader != null && waiting == null && now - answeredAt > SILENT_MILLIS;
    }

    /** Whether the client has heard the last word, or never will. */
    boolean isOver() {
        return told;
    }

    /** Whether nobody needs to hear the last word again. */
    boolean isForgotten() {
        return told && clock.getAsLong() - since > idleMillis;
    }

    /** Whether a request of the client waits until it is taken. */
    boolean holdsLetter() {
        return held != null;
    }

    @Override
    public void write(ServerFrame frame) {
        if (farewell == null) {
            outbox.add(frame.quoted());
            answerWaiting();
        }
    }

    @Override
    public long pendingBytes() {
        return outbox.bytes();
    }

    /** Nothing to do: a response ends after that time with a heartbeat, and the client comes for the next one. */
    @Override
    public void heartbeat() {}

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
    public void deafen() {}

    @Override
    public void close(CloseCode code) {
        if (code == CloseCode.TOO_SLOW) {
            outbox.clear();
        }
        end(SockJs.close(code.number(), code.reason()));
        told |= code == CloseCode.GOING_AWAY && reader == null; // a node that stops does not wait for the next request
    }

    private void end(String word) {
        if (farewell == null) {
            farewell = word;
            since = clock.getAsLong();
            answerHeld(false);
            answerWaiting();
        }
    }
}
