// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.NodeScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.bus.Handover;
import dev.hubbub.contract.bus.Route;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves sharded requests so that in normal operation one node answers for each shard. Every node that offers the same
 * service announces itself, and rendezvous hashing over the nodes heard lately decides which node owns a shard. For a
 * moment after a node comes or goes two may answer; a service that needs more than order among requests must fence by
 * other means.
 */
public final class Shards {
    /** A node offers a service, or is about to leave. */
    public static final Event<Announced> ANNOUNCED = new Event<>("evt.shards.announced", Announced.class);

    /** Asks whether a node that was silent for a moment is still alive. */
    public static final Rpc<Ping, Pong> PING = new Rpc<>("svc.shards.ping", Ping.class, Pong.class);

    private static final int TICKS_OF_A_BEAT = 2;
    private static final long PATIENCE_MILLIS = 2_000;

    private final Bus bus;
    private final Vertx vertx;
    private final String service;
    private final ShardPace pace;
    private final String node;
    private final ShardRoutes routes = new ShardRoutes();
    private final ShardOwners owners;
    private final StoreAgreement stores;
    private final Handover handover;
    private final LostNodes lostNodes = new LostNodes();
    private final Map<Integer, List<MessageConsumer<Object>>> serving = new HashMap<>();
    private final Set<String> pinged = new HashSet<>();
    private final Set<Future<Void>> handovers = new HashSet<>();
    private boolean claiming;
    private volatile boolean left; // other event loops read it
    private long leavingSince;
    private long timer = -1;
    private int ticks;

    /**
     * @param service the name of the service, the same on every node that offers it, for example {@code persistence}
     * @param node the id of the node; a new one after each start
     * @param leaving whether the node hands its shards over
     * @param member the id of the node in the cluster; absent: not known
     * @param store the name of the store of the service on this node; absent: it has none, or the node is older
     */
    public record Announced(
            String service, String node, boolean leaving, @Nullable String member, @Nullable String store) {
        public Announced {
            Check.printable("service", service, 64);
            Check.printable("node", node, 64);
            if (member != null) {
                Check.printable("member", member, 64);
            }
            if (store != null) {
                Check.printable("store", store, 64);
            }
        }
    }

    /** @param node the id of the node to ask, as announced */
    public record Ping(String node) implements NodeScoped {
        public Ping {
            Check.printable("node", node, 64);
        }
    }

    /** @param node the id of the node that answers */
    public record Pong(String node) {
        public Pong {
            Check.printable("node", node, 64);
        }
    }

    /** Must be used on the context that makes it. */
    public Shards(Bus bus, String service) {
        this(bus, service, null);
    }

    /** @param store the name of the store, the same on all nodes that share it; {@link #start} fails if one has another */
    public Shards(Bus bus, String service, @Nullable String store) {
        this(
                bus,
                service,
                new ShardOwners(UUID.randomUUID().toString()),
                new StoreAgreement(store),
                bus.vertx().isClustered() ? ShardPace.STANDARD : ShardPace.ALONE);
    }

    /** @param owners whose node this is */
    Shards(Bus bus, String service, ShardOwners owners, StoreAgreement stores, ShardPace pace) {
        this.bus = bus;
        this.vertx = bus.vertx();
        this.service = service;
        this.owners = owners;
        this.stores = stores;
        this.handover = new Handover(vertx);
        this.node = owners.self();
        this.pace = pace;
    }

    /** Adds requests that carry a caller; before {@link #start}, or later for a {@link Service} that it has already. */
    public <Q extends Record, R extends Record> Shards serve(Rpc<Q, R> rpc, BiFunction<Caller, Q, Future<R>> rule) {
        return serve(Route.of(rpc, rule));
    }

    /** Adds requests between verticles; as above. */
    public <Q extends Record, R extends Record> Shards serve(Rpc<Q, R> rpc, Function<Q, Future<R>> rule) {
        return serve(Route.of(rpc, rule));
    }

    /** Adds requests that are passed on; as above. */
    public Shards serve(Route<?, ?> route) {
        routes.add(route);
        return this;
    }

    /** Requests are not answered any more. */
    public void remove(Rpc<?, ?> rpc) {
        routes.remove(rpc);
    }

    /** Completes when every node can reach the shards that this node owns. */
    public Future<Void> start() {
        if (pace.isAlone()) {
            claiming = true;
            return rebalance();
        }
        Route<Ping, Pong> pong = Route.of(PING, ping -> Future.succeededFuture(new Pong(node)));
        return Future.all(bus.subscribe(ANNOUNCED, this::onAnnounced), bus.serveAt(node, pong))
                .onSuccess(subscribed -> announce(false))
                .compose(subscribed -> vertx.timer(stores.settleMillis(pace)))
                .compose(settled -> stores.check())
                .compose(agreed -> {
                    claiming = true;
                    timer = vertx.setPeriodic(pace.tick(), tick -> tick());
                    return rebalance();
                });
    }

    /** Hands the shards over. Completes when other nodes have taken them, or after a time. */
    public Future<Void> stop() {
        claiming = false;
        if (pace.isAlone()) {
            List.copyOf(serving.keySet()).forEach(this::handOver);
            return Future.succeededFuture();
        }
        vertx.cancelTimer(timer);
        left = true; // new nodes must not learn of this one any more
        leavingSince = now();
        announce(true);
        List.copyOf(serving.keySet()).forEach(this::handOver);
        return handover.all(handovers);
    }

    /** Whether this node owns the shard; from any thread. */
    public boolean owns(int shard) {
        return owners.owns(shard);
    }

    /** Whether another node takes the shard over, so that it is served here for a moment only; from any thread. */
    public boolean yields(int shard) {
        return left || !owns(shard);
    }

    /** How many shards are served here. */
    public int serving() {
        return serving.size();
    }

    /** How many other nodes offer the same service. */
    public int others() {
        return owners.nodes();
    }

    /** How many nodes were lost without an announcement, less those that came since; each may be alive but cut off. */
    public int missing() {
        return lostNodes.count();
    }

    private void tick() {
        if (ticks++ % TICKS_OF_A_BEAT == 0) {
            announce(false);
        }
        owners.silent(now()).stream().filter(pinged::add).forEach(this::ping);
        int known = owners.nodes();
        if (owners.expire(now())) {
            lostNodes.lost(known - owners.nodes());
            rebalance();
        }
    }

    /** Removes a dead node before its lease ends: the bus reports no handlers once the cluster knows the loss. */
    private void ping(String silent) {
        bus.isServed(PING, new Ping(silent), pace.ping())
                .onComplete(answer -> pinged.remove(silent))
                .onSuccess(served -> {
                    if (!served && claiming && owners.silent(now()).contains(silent) && owners.left(silent)) {
                        lostNodes.lost(1);
                        rebalance();
                    }
                });
    }

    private void announce(boolean leaving) {
        bus.publish(ANNOUNCED, new Announced(service, node, leaving, handover.self(), stores.own()));
    }

    private void onAnnounced(Announced from) {
        if (!from.service().equals(service) || from.node().equals(node) || (left && !from.leaving())) {
            return;
        }
        if (stores.isBrokenBy(from)) {
            if (stores.needsAnswer(now())) {
                announce(false);
            }
            return;
        }
        boolean changed = from.leaving() ? owners.left(from.node()) : owners.heard(from.node(), from.member(), now());
        if (changed && from.leaving()) {
            lostNodes.left();
        } else if (changed) {
            lostNodes.came();
            announce(false); // the new node learns of this one at once
        }
        if (changed && claiming) {
            rebalance();
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    private Future<Void> rebalance() {
        List<Future<Void>> claims = new ArrayList<>();
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            if (owns(shard)) {
                claims.addAll(claim(shard));
            } else if (serving.containsKey(shard)) {
                handOver(shard); // the new owner registers before this node ends
            }
        }
        return Future.all(claims).mapEmpty();
    }

    private List<Future<Void>> claim(int shard) {
        if (serving.containsKey(shard)) {
            return List.of();
        }
        List<MessageConsumer<Object>> consumers = routes.serve(bus, shard);
        serving.put(shard, consumers);
        return consumers.stream().map(MessageConsumer::completion).toList();
    }

    private void handOver(int shard) {
        Future<Void> handedOver = handover.end(serving.remove(shard), new Handover.Outlook() {
            @Override
            public boolean isSuccessor(String member) {
                String expected = owners.successor(shard);
                return expected == null || expected.equals(member);
            }

            @Override
            public boolean isReplaced() {
                return serving.containsKey(shard);
            }

            @Override
            public boolean isHopeful() {
                return !left || (owners.nodes() > 0 && now() - leavingSince < PATIENCE_MILLIS);
            }
        });
        handovers.add(handedOver);
        handedOver.onComplete(ended -> handovers.remove(handedOver));
    }
}
