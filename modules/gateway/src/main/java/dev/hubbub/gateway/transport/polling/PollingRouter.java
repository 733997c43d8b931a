// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.session.PollingSessions.Delivered;
import dev.hubbub.contract.session.PollingSessions.Received;
import dev.hubbub.contract.session.PollingSessions.Released;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the event loop that has a session: the shard of the session's id says which node, its hash which event loop.
 * Safe for use by several threads; each hears its answers on its own context.
 */
public final class PollingRouter {
    private static final int MAX_REMOTE_WAIT_MILLIS = 2_000; // a node that dies is found out within this and a little
    private static final int MAX_TRIES = 10;
    private static final long AGAIN_MILLIS = 100;

    private final int size;
    private final List<Instance> instances = new CopyOnWriteArrayList<>();
    private volatile @Nullable Cluster cluster;
    private volatile @Nullable Shards served;

    private record Instance(Context context, LocalPollingSessions sessions) {}

    /** The way to other nodes. */
    private record Cluster(IntPredicate owns, IntPredicate yields, Bus bus) {}

    /** @param size how many event loops there are to be */
    public PollingRouter(int size) {
        this.size = size;
    }

    /** Adds the sessions of an event loop. */
    public void add(Context context, LocalPollingSessions sessions) {
        instances.add(new Instance(context, sessions));
    }

    /** Takes what other nodes ask. Completes when they can reach it. */
    Future<Void> serve(Shards shards, Bus bus) {
        connect(shards::owns, shards::yields, bus);
        served = shards;
        return shards.serve(PollingSessions.RECEIVE, this::receiveHere)
                .serve(PollingSessions.DELIVER, this::deliverHere)
                .serve(PollingSessions.RELEASE, this::releaseHere)
                .start();
    }

    /**
     * @param owns whether requests of a {@link Shard} come here; those of others go to the bus
     * @param yields whether another node takes the shard over
     */
    void connect(IntPredicate owns, IntPredicate yields, Bus bus) {
        cluster = new Cluster(owns, yields, bus);
    }

    /** Whether requests of a shard come to this node. */
    public boolean owns(int shard) {
        Cluster to = cluster;
        return to == null || to.owns().test(shard);
    }

    /** How many shards of sessions are served here; from any thread. */
    public int serving() {
        Shards offered = served;
        return offered == null ? 0 : offered.serving();
    }

    /** How many other nodes serve sessions; from any thread. */
    public int others() {
        Shards offered = served;
        return offered == null ? 0 : offered.others();
    }

    Future<Received> receive(PollingSessions.Receive ask) {
        return find(
                ask,
                (sessions, question) -> sessions.receive(yields(question) ? known(question) : question),
                bus -> bus.call(PollingSessions.RECEIVE, brief(ask)),
                1); // the response asks again, unless the client is gone
    }

    /** Asked again and again, it finds out when the other node is gone. */
    private static PollingSessions.Receive brief(PollingSessions.Receive ask) {
        int wait = Math.min(ask.waitMillis(), MAX_REMOTE_WAIT_MILLIS);
        return new PollingSessions.Receive(ask.session(), ask.reader(), ask.acked(), wait, ask.address());
    }

    /** The client of a session sends. */
    public Future<Delivered> deliver(PollingSessions.Deliver ask) {
        return find(ask, LocalPollingSessions::deliver, bus -> bus.call(PollingSessions.DELIVER, ask), MAX_TRIES);
    }

    Future<Released> release(PollingSessions.Release ask) {
        return find(ask, LocalPollingSessions::release, bus -> bus.call(PollingSessions.RELEASE, ask), MAX_TRIES);
    }

    private <Q extends PollingSessions.OfSession, R> Future<R> find(
            Q ask, BiFunction<LocalPollingSessions, Q, Future<R>> act, Function<Bus, Future<R>> elsewhere, int tries) {
        Cluster to = cluster;
        if (to == null || instances.size() < size) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "not ready"));
        }
        if (!to.owns().test(ask.shard())) {
            return ask(to.bus(), elsewhere, tries);
        }
        return here(ask, act)
                .recover(cause -> is(cause, ErrorCode.NOT_FOUND) && yields(ask)
                        ? ask(to.bus(), elsewhere, tries)
                        : Future.failedFuture(cause));
    }

    private <R> Future<R> ask(Bus bus, Function<Bus, Future<R>> elsewhere, int tries) {
        return elsewhere.apply(bus).recover(cause -> {
            if (!is(cause, ErrorCode.STALE)) {
                return Future.failedFuture(cause);
            }
            return tries > 1
                    ? instances
                            .get(0)
                            .context()
                            .owner()
                            .timer(AGAIN_MILLIS)
                            .compose(again -> ask(bus, elsewhere, tries - 1))
                    : Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, String.valueOf(cause.getMessage())));
        });
    }

    private static boolean is(Throwable cause, ErrorCode code) {
        return cause instanceof HubException refused && refused.is(code);
    }

    private boolean yields(PollingSessions.OfSession ask) {
        Cluster to = cluster;
        return to != null && to.yields().test(ask.shard());
    }

    /** A node that gives the shard up begins nothing new. */
    private static PollingSessions.Receive known(PollingSessions.Receive ask) {
        return new PollingSessions.Receive(ask.session(), ask.reader(), ask.acked(), ask.waitMillis(), null);
    }

    Future<Received> receiveHere(PollingSessions.Receive ask) {
        return yields(ask)
                ? here(known(ask), LocalPollingSessions::receive).recover(PollingRouter::moved)
                : here(ask, LocalPollingSessions::receive);
    }

    Future<Delivered> deliverHere(PollingSessions.Deliver ask) {
        return unlessMoved(ask, here(ask, LocalPollingSessions::deliver));
    }

    Future<Released> releaseHere(PollingSessions.Release ask) {
        return unlessMoved(ask, here(ask, LocalPollingSessions::release));
    }

    /** While a shard moves two nodes are asked by turns: what is not here may be there, and nothing was done. */
    private <R> Future<R> unlessMoved(PollingSessions.OfSession ask, Future<R> answer) {
        return answer.recover(cause -> yields(ask) ? moved(cause) : Future.failedFuture(cause));
    }

    private static <R> Future<R> moved(Throwable cause) {
        return Future.failedFuture(
                is(cause, ErrorCode.NOT_FOUND)
                        ? new HubException(ErrorCode.STALE, "session is served elsewhere, ask again")
                        : cause);
    }

    private <Q extends PollingSessions.OfSession, R> Future<R> here(
            Q ask, BiFunction<LocalPollingSessions, Q, Future<R>> act) {
        Instance instance = instances.get(Math.floorMod(ask.session().hashCode(), size));
        Context asking = Vertx.currentContext();
        Promise<R> answer = Promise.promise();
        instance.context().runOnContext(there -> act.apply(instance.sessions(), ask)
                .onComplete((value, cause) -> asking.runOnContext(back -> answer.complete(value, cause))));
        return answer.future();
    }
}
