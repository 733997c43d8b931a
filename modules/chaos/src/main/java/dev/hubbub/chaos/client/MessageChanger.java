// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.chaos.record.ChangeLog;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageChanges;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes some messages of a sender after they were acked, and repeats each change until it is acked: an edit, a deletion, a
 * reaction, or an edit and then a deletion. Outlives sockets.
 */
final class MessageChanger {
    private static final int MAX_IN_FLIGHT = 8;
    private static final List<List<ChangeLog.Kind>> PLANS = List.of(
            List.of(ChangeLog.Kind.EDIT),
            List.of(ChangeLog.Kind.DELETE),
            List.of(ChangeLog.Kind.REACT),
            List.of(ChangeLog.Kind.EDIT, ChangeLog.Kind.DELETE));

    private final Client client;
    private final SendLog log;
    private final Recording recording;
    private final int oneIn;
    private final Deque<Change> waiting = new ArrayDeque<>();
    private final Set<Change> inFlight = new LinkedHashSet<>();
    private @Nullable ClientConnection connection;

    /** @param step which of the changes of the message */
    private record Change(int number, List<ChangeLog.Kind> plan, int step) {
        ChangeLog.Kind kind() {
            return plan.get(step);
        }
    }

    /** @param oneIn how many messages there are for each that is changed; 0: none is */
    MessageChanger(Client client, SendLog log, Recording recording, int oneIn) {
        this.client = client;
        this.log = log;
        this.recording = recording;
        this.oneIn = oneIn;
    }

    /** Sends over this connection from now on, beginning with the changes without an ack. */
    void attach(ClientConnection opened) {
        connection = opened;
        List.copyOf(inFlight).forEach(waiting::addFirst);
        inFlight.clear();
        sendWaiting();
    }

    void detach() {
        connection = null;
    }

    /** A message was acked, for the first time. */
    void acked(int number) {
        if (oneIn > 0 && number % oneIn == 0) {
            List<ChangeLog.Kind> plan = PLANS.get(number / oneIn % PLANS.size());
            plan.forEach(kind -> log.changes().ask(number, kind));
            waiting.add(new Change(number, plan, 0));
            sendWaiting();
        }
    }

    private void sendWaiting() {
        ClientConnection current = connection;
        while (current != null && inFlight.size() < MAX_IN_FLIGHT && !waiting.isEmpty()) {
            Change change = waiting.remove();
            inFlight.add(change);
            send(current, change);
            current = connection;
        }
    }

    private void send(ClientConnection current, Change change) {
        JsonObject body = new JsonObject().put("room", log.room().value()).put("seq", log.seq(change.number()));
        Rpc<?, ?> rpc =
                switch (change.kind()) {
                    case EDIT -> {
                        body.put("text", ChangeLog.edited(log.text(change.number())));
                        yield MessageChanges.EDIT;
                    }
                    case DELETE -> MessageChanges.DELETE;
                    case REACT -> {
                        body.put("emoji", "👍");
                        yield MessageChanges.REACT;
                    }
                };
        current.request(rpc.address(), body, (failure, frame) -> answered(current, change, failure, frame));
    }

    private void answered(ClientConnection current, Change change, int failure, JsonObject frame) {
        if (!inFlight.contains(change)) {
            return; // answered over another connection
        }
        if (failure == 0) {
            inFlight.remove(change);
            log.changes().acked(change.number(), change.kind());
            if (change.step() + 1 < change.plan().size()) {
                waiting.addFirst(new Change(change.number(), change.plan(), change.step() + 1));
            }
        } else if (failure > 0 && !isRetryable(failure)) {
            recording.refused(
                    change.kind() + " of " + log.clientId(change.number()) + ": " + frame.getString("message"));
            inFlight.remove(change);
        } else if (client.isOn(current)) {
            client.after(RetryDelay.millis(failure, frame), current, () -> sendAgain(current, change));
        }
        sendWaiting();
    }

    private void sendAgain(ClientConnection current, Change change) {
        if (inFlight.contains(change)) {
            send(current, change);
        }
    }

    private static boolean isRetryable(int failure) {
        return ErrorCode.of(failure).map(ErrorCode::retryable).orElse(false);
    }
}
