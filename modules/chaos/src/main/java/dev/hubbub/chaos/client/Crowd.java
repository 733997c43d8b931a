// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.chaos.record.Recording;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The clients of one event loop, and the two timers that they all share. */
public final class Crowd extends VerticleBase {
    private static final int SWEEP_MILLIS = 500;
    private static final int TICK_MILLIS = 10;
    private static final int DOORS = 50;
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Plan plan;
    private final Recording recording = new Recording();
    private final FrameCache frames = new FrameCache();
    private final List<Client> clients = new ArrayList<>();
    private final List<Client> senders = new ArrayList<>();
    private final AtomicInteger live = new AtomicInteger();
    private WebSocketClient sockets;
    private long loadSinceNanos;
    private boolean begun;
    private long offered;
    private long notOffered;
    private int next;

    /**
     * What the clients of one event loop do.
     *
     * @param addresses where a hub can be reached; a client that fails at one tries the next
     * @param textBytes the length of each message
     * @param perSecond messages a second, of all senders together
     */
    public record Plan(List<Person> people, List<URI> addresses, Manners manners, int textBytes, double perSecond) {
        public Plan {
            people = List.copyOf(people);
            addresses = List.copyOf(addresses);
        }
    }

    public Crowd(Plan plan) {
        this.plan = plan;
    }

    @Override
    public Future<?> start() {
        sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(plan.people().size() + 1)
                .setMaxFrameSize(MAX_BYTES)
                .setMaxMessageSize(MAX_BYTES)
                .setClosingTimeout(1)
                .setConnectTimeout(plan.manners().answerMillis()));
        int number = 0;
        for (Person person : plan.people()) {
            Client client = new Client(this, person, number++, plan.textBytes());
            clients.add(client);
            if (client.speaks()) {
                senders.add(client);
            }
        }
        vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
        vertx.setPeriodic(TICK_MILLIS, tick -> offerWhatIsDue());
        openDoors();
        return Future.succeededFuture();
    }

    private void sweep() {
        long now = System.nanoTime();
        clients.forEach(client -> client.sweep(now));
        if (loadSinceNanos != 0) {
            clients.forEach(client -> client.wander(now));
        }
    }

    /** A door each few milliseconds, so that setting up is not a fault of its own. */
    private void openDoors() {
        for (int i = 0; i < clients.size(); i++) {
            after(1 + i * 1_000L / (DOORS * 10), clients.get(i)::open);
        }
    }

    /** Begins to send. */
    public Future<Void> speak() {
        return here(() -> {
            loadSinceNanos = System.nanoTime();
            begun = true;
        });
    }

    /** Sends nothing new any more; what has no ack is sent again as before. The deaf begin to read. */
    public Future<Void> hush() {
        return here(() -> {
            loadSinceNanos = 0;
            clients.forEach(Client::listen);
        });
    }

    /** All connections are lost at once. */
    public Future<Void> drop() {
        return here(() -> clients.forEach(Client::drop));
    }

    /** Everybody goes for good. */
    public Future<Void> leave() {
        return here(() -> clients.forEach(Client::close));
    }

    /** How many clients are live, with nothing missing. */
    public int live() {
        return live.get();
    }

    /** What they recorded; to be read when this verticle is undeployed. */
    public Recording recording() {
        return recording;
    }

    /** How many messages were due and not even queued, because their sender had too many waiting. */
    public long notOffered() {
        return notOffered;
    }

    /** Whether everybody was there once: what ends from now on is an outage, and not a crowd that arrives. */
    boolean hasBegun() {
        return begun;
    }

    Manners manners() {
        return plan.manners();
    }

    FrameCache frames() {
        return frames;
    }

    void arrived(int change) {
        live.addAndGet(change);
    }

    void after(long millis, Runnable action) {
        vertx.setTimer(millis, due -> action.run());
    }

    Future<WebSocket> dial(int address, String token) {
        URI hub = plan.addresses().get(Math.floorMod(address, plan.addresses().size()));
        boolean tls = "https".equals(hub.getScheme()) || "wss".equals(hub.getScheme());
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(hub.getHost())
                .setPort(hub.getPort() < 0 ? (tls ? 443 : 80) : hub.getPort())
                .setSsl(tls)
                .setURI(hub.getPath() + "/eventbus/websocket");
        options.setAllowOriginHeader(false)
                .addHeader("Authorization", "Bearer " + token)
                .setTimeout(plan.manners().answerMillis());
        return sockets.connect(options);
    }

    private void offerWhatIsDue() {
        if (loadSinceNanos == 0 || senders.isEmpty()) {
            return;
        }
        double seconds = (System.nanoTime() - loadSinceNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        for (long due = (long) (seconds * plan.perSecond()); offered < due; offered++) {
            if (!senders.get(next++ % senders.size()).speak()) {
                notOffered++;
            }
        }
    }

    private Future<Void> here(Runnable action) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> {
            action.run();
            done.complete();
        });
        return done.future();
    }
}
