// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.NodeScoped;
import dev.hubbub.contract.address.Rpc;
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

/**
 * Serves sharded requests so that in normal operation each shard is answered by one node: every node that offers the
 * same service announces itself, and rendezvous hashing over those heard of lately says whose a shard is. For a
 * moment after a node comes or goes two may answer; whoever needs more than order among requests fences by other
 * means.
 */
public final class Shards {
    /** A node offers a service, or is about to leave. */
    public static final Event<Announced> ANNOUNCED = new Event<>("evt.shards.announced", Announced.class);

    /** Asks whether a node that has been silent for a moment is still there. */
    public static final Rpc<Ping, Pong> PING = new Rpc<>("svc.shards.ping", Ping.class, Pong.class);

    private static final long TICK_MILLIS = 250;
    private static final int TICKS_OF_A_BEAT = 2;
    private static final long SETTLE_MILLIS = 400;
    private static final long PATIENCE_MILLIS = 2_000;

    /** What was sent before the cluster knew is not answered: it is asked again soon. */
    private static final long PING_MILLIS = 500;

    private final Bus bus;
    private final Vertx vertx;
    private final String service;
    private final boolean alone;
    private final String node;
    private final List<Route<?, ?>> routes = new ArrayList<>();
    private final ShardOwners owners;
    private final Handover handover;
    private final Map<Integer, List<MessageConsumer<Object>>> serving = new HashMap<>();
    private final Set<String> pinged = new HashSet<>();
    private final Set<Future<Void>> handovers = new HashSet<>();
    private boolean claiming;
    private volatile boolean left; // other event loops ask, too
    private long leavingSince;
    private long timer = -1;
    private int ticks;
    private int missing;
    private int said; // how many left with a word, and nobody came for them

    /**
     * @param service the name under which equals find each other, for example {@code persistence}
     * @param node the id of the one that announces, another one after each start
     * @param leaving whether it hands its shards over
     * @param member the id under which the cluster knows it; absent: not known
     */
    public record Announced(String service, String node, boolean leaving, String member) {
        public Announced {
            Check.printable("service", service, 64);
            Check.printable("node", node, 64);
            if (member != null) {
                Check.printable("member", member, 64);
            }
        }
    }

    /** @param node the id that it announces */
    public record Ping(String node) implements NodeScoped {
        public Ping {
            Check.printable("node", node, 64);
        }
    }

    /** @param node the id of the one that is there */
    public record Pong(String node) {
        public Pong {
            Check.printable("node", node, 64);
        }
    }

    /** Must be used on the context that makes it. */
    public Shards(Bus bus, String service) {
        this(
                bus,
                service,
                new ShardOwners(UUID.randomUUID().toString()),
                !bus.vertx().isClustered());
    }

    Shards(Bus bus, String service, ShardOwners owners, boolean alone) {
        this.bus = bus;
        this.vertx = bus.vertx();
        this.service = service;
        this.owners = owners;
        this.handover = new Handover(vertx);
        this.node = owners.self();
        this.alone = alone;
    }

    /** Adds requests that carry a caller; before {@link #start}. */
    public <Q extends Record, R extends Record> Shards serve(Rpc<Q, R> rpc, BiFunction<Caller, Q, Future<R>> rule) {
        routes.add(Route.of(rpc, rule));
        return this;
    }

    /** Adds requests between verticles; before {@link #start}. */
    public <Q extends Record, R extends Record> Shards serve(Rpc<Q, R> rpc, Function<Q, Future<R>> rule) {
        routes.add(Route.of(rpc, rule));
        return this;
    }

    /** Completes when the cluster can reach every shard that falls to this node. */
    public Future<Void> start() {
        if (alone) {
            claiming = true;
            return rebalance();
        }
        Route<Ping, Pong> pong = Route.of(PING, ping -> Future.succeededFuture(new Pong(node)));
        return Future.all(
                        bus.subscribe(ANNOUNCED, this::heard),
                        bus.serve(pong, PING.addressFor(node)).completion())
                .onSuccess(heard -> announce(false))
                .compose(heard -> vertx.timer(SETTLE_MILLIS))
                .compose(settled -> {
                    claiming = true;
                    timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
                    return rebalance();
                });
    }

    /** Hands the shards over. Completes when others have taken them, or had time to. */
    public Future<Void> stop() {
        if (alone) {
            return Future.succeededFuture();
        }
        vertx.cancelTimer(timer);
        claiming = false;
        left = true; // a newcomer must not hear of us any more
        leavingSince = now();
        announce(true);
        List.copyOf(serving.keySet()).forEach(this::handOver);
        return handover.all(handovers);
    }

    /** Whether requests of this shard come here in normal operation. May be asked from any thread. */
    public boolean owns(int shard) {
        return owners.owns(shard);
    }

    /** Whether another node has taken the shard over, or is about to: it is served here for a moment only. From any thread. */
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

    /** How many other nodes went without a word, less those that came since; each may still be there, cut off. */
    public int missing() {
        return missing;
    }

    private void tick() {
        if (ticks++ % TICKS_OF_A_BEAT == 0) {
            announce(false);
        }
        owners.silent(now()).stream().filter(pinged::add).forEach(this::ping);
        int known = owners.nodes();
        if (owners.expire(now())) {
            missing += known - owners.nodes();
            rebalance();
        }
    }

    /** Whoever is not there any more need not be waited for: the bus says so once the cluster knows. */
    private void ping(String silent) {
        bus.isServed(PING, new Ping(silent), PING_MILLIS)
                .onComplete(answer -> pinged.remove(silent))
                .onSuccess(served -> {
                    if (!served && claiming && owners.silent(now()).contains(silent) && owners.left(silent)) {
                        missing++;
                        rebalance();
                    }
                });
    }

    private void announce(boolean leaving) {
        bus.publish(ANNOUNCED, new Announced(service, node, leaving, handover.self()));
    }

    private void heard(Announced from) {
        if (!from.service().equals(service) || from.node().equals(node) || (left && !from.leaving())) {
            return;
        }
        boolean changed = from.leaving() ? owners.left(from.node()) : owners.heard(from.node(), from.member(), now());
        if (changed && from.leaving()) {
            said++;
        } else if (changed) {
            arrived();
            announce(false); // the newcomer learns of us at once
        }
        if (changed && claiming) {
            rebalance();
        }
    }

    /** Nobody knows for whom a newcomer comes: one that is still missed costs little, one that is not missed any more much. */
    private void arrived() {
        if (said > 0) {
            said--;
        } else {
            missing = Math.max(0, missing - 1);
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
                handOver(shard); // the new owner registers before we go
            }
        }
        return Future.all(claims).mapEmpty();
    }

    private List<Future<Void>> claim(int shard) {
        if (serving.containsKey(shard)) {
            return List.of();
        }
        List<MessageConsumer<Object>> consumers = routes.stream()
                .map(route -> bus.serve(route, route.rpc().addressFor(shard)))
                .toList();
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
