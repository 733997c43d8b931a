// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import dev.hubbub.chaos.deployment.Deployment;
import dev.hubbub.chaos.fault.CrowdTarget;
import dev.hubbub.chaos.fault.Fault;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Users who come to a room of the run, and do what the fault says until it ends. Each has a thread while it is here. */
final class Crowd implements CrowdTarget, AutoCloseable {
    private static final int CROWD = 200;
    private static final int RESTLESS = 20;
    private static final int FLOODING_USERS = 4;
    private static final int SOCKETS = 5;
    private static final int TOO_MANY = 429;
    private static final long ANSWER_SECONDS = 30;
    private static final Duration CLOSING = Duration.ofSeconds(7);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Vertx vertx;
    private final Deployment deployment;
    private final String name;
    private final RoomId room;
    private final Recording recording = new Recording();
    private final AtomicInteger users = new AtomicInteger();
    private ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean here;

    Crowd(Vertx vertx, Deployment deployment, String name, RoomId room) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.name = name;
        this.room = room;
    }

    /** How their sockets ended, and which of their requests were refused for good. */
    Recording recording() {
        return recording;
    }

    @Override
    public void begin(Fault fault) {
        here = true;
        switch (fault) {
            case JOIN_CROWD -> run(1, member -> joinTogether());
            case JOIN_LEAVE -> run(RESTLESS, member -> joinAndLeave());
            case FRAME_FLOOD -> run(FLOODING_USERS * SOCKETS, this::flood);
            default -> throw new IllegalArgumentException(fault + " (expected: one of a crowd)");
        }
    }

    private void run(int members, Consumer<Integer> what) {
        threads = Executors.newCachedThreadPool();
        for (int member = 0; member < members; member++) {
            int number = member;
            threads.execute(() -> untilTheEnd(number, what));
        }
    }

    private void untilTheEnd(int member, Consumer<Integer> what) {
        while (here) {
            try {
                what.accept(member);
            } catch (RuntimeException | AssertionError e) { // the testkit's waits end with an AssertionError
                refused(e);
            }
        }
    }

    @Override
    public void end() {
        here = false;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(2 * ANSWER_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a crowd does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BridgeClient login(String user, int node) {
        String url =
                deployment.nodeUrls().get(node % deployment.nodeUrls().size()).toString();
        return BridgeClient.connect(vertx, ClientOptions.raw(url).bearer(deployment.token(user)));
    }

    private void joinTogether() {
        List<BridgeClient> crowd = IntStream.range(0, CROWD)
                .mapToObj(i -> login(name + users.incrementAndGet(), i))
                .toList();
        JsonObject join = new JsonObject().put("room", room.value());
        List<Future<JsonObject>> joins = crowd.stream()
                .map(client -> client.request(Rooms.JOIN.address(), join))
                .toList();
        await(Future.join(joins));
        joins.stream().filter(Future::failed).forEach(joined -> refused(joined.cause()));
        crowd.forEach(BridgeClient::close);
    }

    private static void await(Future<?> all) {
        try {
            all.otherwiseEmpty().await(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + ANSWER_SECONDS + " s", e);
        }
    }

    private void joinAndLeave() {
        try (BridgeClient client = login(name + users.incrementAndGet(), users.get())) {
            while (here) {
                client.call(Rooms.JOIN, new Rooms.Join(room));
                client.call(Rooms.LEAVE, new Rooms.Leave(room));
            }
        }
    }

    /** Until the hub has enough of it. */
    private void flood(int member) {
        try (BridgeClient client = login(name + member / SOCKETS, member)) {
            flood(client, FloodFrame.of(member));
            BlockingWait.until(() -> client.closed().isComplete(), CLOSING); // a hub that reads no more closes later
            if (client.closed().isComplete()) {
                closed(client.awaitClosed().code());
            }
        }
        BlockingWait.sleep(PAUSE);
    }

    private void flood(BridgeClient client, Consumer<BridgeClient> frame) {
        try {
            while (here && !client.closed().isComplete()) {
                if (client.socket().writeQueueFull()) {
                    BlockingWait.sleep(Duration.ofMillis(1));
                } else {
                    frame.accept(client);
                }
            }
        } catch (IllegalStateException writtenAfterTheClose) {
            // what it was closed with is looked at next
        }
    }

    private synchronized void closed(int code) {
        recording.socketClosed(code);
    }

    /** What may be tried again is no refusal for good. */
    private synchronized void refused(Throwable cause) {
        if (!(cause instanceof BridgeFailure failure && failure.number() >= TOO_MANY)) {
            recording.refused("of a crowd: " + cause);
        }
    }

    @Override
    public void close() {
        here = false;
        threads.shutdownNow();
    }
}
