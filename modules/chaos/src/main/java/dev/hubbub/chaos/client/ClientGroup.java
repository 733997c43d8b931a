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
public final class ClientGroup extends VerticleBase {
    private static final int TIMEOUT_CHECK_MILLIS = 500;
    private static final int TICK_MILLIS = 10;
    private static final int CONNECTS_PER_SECOND = 500;
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Plan plan;
    private final Recording recording = new Recording();
    private final FrameCache frames = new FrameCache();
    private final List<Client> clients = new ArrayList<>();
    private final List<Client> senders = new ArrayList<>();
    private final AtomicInteger live = new AtomicInteger();
    private WebSocketClient webSockets;
    private long loadStartNanos;
    private boolean started;
    private long offeredCount;
    private long heldBack;
    private int nextSender;

    /**
     * What the clients of one event loop do.
     *
     * @param urls of the hub; a client that fails at one tries the next
     * @param textBytes the length of each message
     * @param messagesPerSecond messages a second, of all senders together
     * @param changeOneIn how many messages there are for each that is changed later; 0: none is
     */
    public record Plan(
            List<ClientProfile> profiles,
            List<URI> urls,
            ClientPolicy policy,
            int textBytes,
            double messagesPerSecond,
            int changeOneIn) {
        public Plan {
            profiles = List.copyOf(profiles);
            urls = List.copyOf(urls);
        }
    }

    public ClientGroup(Plan plan) {
        this.plan = plan;
    }

    @Override
    public Future<?> start() {
        webSockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(plan.profiles().size() + 1)
                .setMaxFrameSize(MAX_BYTES)
                .setMaxMessageSize(MAX_BYTES)
                .setClosingTimeout(1)
                .setConnectTimeout(plan.policy().requestTimeoutMillis()));
        int number = 0;
        for (ClientProfile profile : plan.profiles()) {
            Client client = new Client(this, profile, number++, plan);
            clients.add(client);
            if (client.isSender()) {
                senders.add(client);
            }
        }
        vertx.setPeriodic(TIMEOUT_CHECK_MILLIS, tick -> checkTimeouts());
        vertx.setPeriodic(TICK_MILLIS, tick -> offerDueMessages());
        connectAll();
        return Future.succeededFuture();
    }

    private void checkTimeouts() {
        long now = System.nanoTime();
        clients.forEach(client -> client.checkTimeouts(now));
        if (loadStartNanos != 0) {
            clients.forEach(client -> client.leaveIfRestless(now));
        }
    }

    /** Connects one client every 2 ms, so that connecting is not a fault of its own. */
    private void connectAll() {
        for (int i = 0; i < clients.size(); i++) {
            after(1 + i * 1_000L / CONNECTS_PER_SECOND, clients.get(i)::open);
        }
    }

    /** Starts sending. */
    public Future<Void> startSending() {
        return onEventLoop(() -> {
            loadStartNanos = System.nanoTime();
            started = true;
        });
    }

    /** Sends no new messages; those without an ack are still sent again. Deaf clients start reading. */
    public Future<Void> stopSending() {
        return onEventLoop(() -> {
            loadStartNanos = 0;
            clients.forEach(Client::startReading);
        });
    }

    /** Drops all connections at once. */
    public Future<Void> dropConnections() {
        return onEventLoop(() -> clients.forEach(Client::dropConnection));
    }

    /** Closes all clients. */
    public Future<Void> closeAll() {
        return onEventLoop(() -> clients.forEach(Client::close));
    }

    /** The number of clients that are live, with no entry missing. */
    public int live() {
        return live.get();
    }

    /** What the clients recorded; read it after this verticle is undeployed. */
    public Recording recording() {
        return recording;
    }

    /** The number of due messages that were not queued, because their sender had too many waiting. */
    public long heldBack() {
        return heldBack;
    }

    /** Whether all clients were connected: a socket that ends from now on counts as an outage. */
    boolean hasStarted() {
        return started;
    }

    ClientPolicy policy() {
        return plan.policy();
    }

    FrameCache frames() {
        return frames;
    }

    void liveChanged(int change) {
        live.addAndGet(change);
    }

    void after(long millis, Runnable action) {
        vertx.setTimer(millis, due -> action.run());
    }

    Future<WebSocket> connect(int urlIndex, String token) {
        URI url = plan.urls().get(Math.floorMod(urlIndex, plan.urls().size()));
        boolean tls = "https".equals(url.getScheme()) || "wss".equals(url.getScheme());
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort() < 0 ? (tls ? 443 : 80) : url.getPort())
                .setSsl(tls)
                .setURI(url.getPath() + "/eventbus/websocket");
        options.setAllowOriginHeader(false)
                .addHeader("Authorization", "Bearer " + token)
                .setTimeout(plan.policy().requestTimeoutMillis());
        return webSockets.connect(options);
    }

    private void offerDueMessages() {
        if (loadStartNanos == 0 || senders.isEmpty()) {
            return;
        }
        double seconds = (System.nanoTime() - loadStartNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        for (long due = (long) (seconds * plan.messagesPerSecond()); offeredCount < due; offeredCount++) {
            if (!senders.get(nextSender++ % senders.size()).offerMessage()) {
                heldBack++;
            }
        }
    }

    private Future<Void> onEventLoop(Runnable action) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> {
            action.run();
            done.complete();
        });
        return done.future();
    }
}
