// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.Messages;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Sends the messages of one sender, and repeats each under its clientId until it is acked. Outlives sockets. */
final class RetryingSender {
    private static final int MAX_IN_FLIGHT = 32;
    /** More messages are held back: people do not keep writing for minutes while nothing is sent. */
    private static final int MAX_WAITING = 100;

    private final Client client;
    private final SendLog log;
    private final Recording recording;
    private final IntConsumer acked;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final TreeSet<Integer> inFlight = new TreeSet<>();
    private @Nullable ClientConnection connection;

    /** @param acked told the number of each message when it is acked for the first time */
    RetryingSender(Client client, SendLog log, Recording recording, IntConsumer acked) {
        this.client = client;
        this.log = log;
        this.recording = recording;
        this.acked = acked;
    }

    /** Sends over this connection from now on, beginning with the messages without an ack. */
    void attach(ClientConnection opened) {
        connection = opened;
        inFlight.descendingSet().forEach(waiting::addFirst);
        inFlight.clear();
        sendWaiting();
    }

    void detach() {
        connection = null;
    }

    /** Adds one more message; false when too many wait already. */
    boolean offer() {
        if (waiting.size() >= MAX_WAITING) {
            return false;
        }
        waiting.add(log.add(System.nanoTime()));
        sendWaiting();
        return true;
    }

    private void sendWaiting() {
        ClientConnection current = connection;
        while (current != null && inFlight.size() < MAX_IN_FLIGHT && !waiting.isEmpty()) {
            int number = waiting.remove();
            inFlight.add(number);
            send(current, number);
            current = connection;
        }
    }

    private void send(ClientConnection current, int number) {
        JsonObject body = new JsonObject()
                .put("room", log.room().value())
                .put("clientId", log.clientId(number))
                .put("text", log.text(number));
        if (log.firstSentNanos(number) != 0) {
            recording.messageResent();
        }
        log.sent(number, System.nanoTime());
        current.request(Messages.SEND.address(), body, (failure, frame) -> answered(current, number, failure, frame));
    }

    private void answered(ClientConnection current, int number, int failure, JsonObject frame) {
        if (failure == 0) {
            JsonObject sent = frame.getJsonObject("body");
            boolean isFirst = !log.isAcked(number);
            log.acked(number, sent.getLong("seq"), sent.getString("at"), System.nanoTime());
            inFlight.remove(number);
            if (isFirst) {
                acked.accept(number);
            }
        } else if (failure > 0 && !isRetryable(failure)) {
            recording.refused(log.clientId(number) + ": " + frame.getString("message"));
            inFlight.remove(number);
        } else if (client.isOn(current)) {
            client.after(RetryDelay.millis(failure, frame), current, () -> sendAgain(current, number));
        }
        sendWaiting();
    }

    private void sendAgain(ClientConnection current, int number) {
        if (inFlight.contains(number)) {
            send(current, number);
        }
    }

    private static boolean isRetryable(int failure) {
        return ErrorCode.of(failure).map(ErrorCode::retryable).orElse(false);
    }
}
