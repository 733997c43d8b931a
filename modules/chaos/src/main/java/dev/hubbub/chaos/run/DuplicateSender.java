// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import dev.hubbub.chaos.deployment.Deployment;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import dev.hubbub.chaos.scenario.Workload;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends each message many times at once to all nodes: the hub must store it once and ack all copies alike. */
final class DuplicateSender implements AutoCloseable {
    private static final int SOCKETS = 10;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MAX_ATTEMPTS = 5;
    private static final long ROUND_SECONDS = 15;

    private final int copies;
    private final Recording recording = new Recording();
    private final SendLog log;
    private final List<BridgeClient> sockets = new ArrayList<>();

    DuplicateSender(Vertx vertx, Deployment deployment, String name, RoomId room, Workload workload) {
        this.copies = workload.copies();
        this.log = recording.addSender(name, room, workload.bytes());
        if (copies == 0) {
            return;
        }
        String token = deployment.token(name);
        for (int i = 0; i < SOCKETS; i++) {
            String node =
                    deployment.nodeUrls().get(i % deployment.nodeUrls().size()).toString();
            sockets.add(BridgeClient.connect(vertx, ClientOptions.raw(node).bearer(token)));
        }
        sockets.get(0).call(Rooms.JOIN, new Rooms.Join(room));
    }

    /**
     * Sends a message every half second for this time; without copies, only waits.
     *
     * @param noFaults whether no fault happens meanwhile, so that each copy must be answered
     */
    void sendFor(Duration time, boolean noFaults) throws TimeoutException {
        long end = System.nanoTime() + time.toNanos();
        while (copies > 0 && end - System.nanoTime() > PAUSE.toNanos()) {
            sendCopies(noFaults);
            BlockingWait.sleep(PAUSE);
        }
        BlockingWait.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    /** Sends all copies of one message; repeats them when none was answered. */
    private void sendCopies(boolean noFaults) throws TimeoutException {
        int number = log.add(System.nanoTime());
        log.sent(number, System.nanoTime());
        for (int attempt = 0; attempt < MAX_ATTEMPTS && !log.isAcked(number); attempt++) {
            List<Future<JsonObject>> answers = new ArrayList<>();
            for (int copy = 0; copy < copies; copy++) {
                answers.add(sockets.get(copy % SOCKETS).request(Messages.SEND.address(), body(number)));
            }
            Future.join(answers).otherwiseEmpty().await(ROUND_SECONDS, TimeUnit.SECONDS);
            answers.stream().filter(Future::succeeded).map(Future::result).forEach(sent -> acked(number, sent));
            answers.stream()
                    .filter(answer -> noFaults && !answer.succeeded())
                    .forEach(answer -> recording.refused("a copy of " + log.clientId(number) + ": " + answer.cause()));
        }
    }

    Recording recording() {
        return recording;
    }

    private JsonObject body(int number) {
        return new JsonObject()
                .put("room", log.room().value())
                .put("clientId", log.clientId(number))
                .put("text", log.text(number));
    }

    private void acked(int number, JsonObject sent) {
        log.acked(number, sent.getLong("seq"), sent.getString("at"), System.nanoTime());
    }

    @Override
    public void close() {
        sockets.forEach(BridgeClient::close);
    }
}
