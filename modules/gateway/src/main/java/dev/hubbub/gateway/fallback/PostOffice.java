// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fallback;

import dev.hubbub.contract.Bus;
import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import dev.hubbub.contract.Mail;
import dev.hubbub.contract.Mail.Delivered;
import dev.hubbub.contract.Mail.Received;
import dev.hubbub.contract.Mail.Released;
import dev.hubbub.contract.Shard;
import dev.hubbub.contract.Shards;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Finds the mailroom that has a session: the shard of the session's id says which node, its hash which event loop.
 * Safe for use by several threads; each hears its answers on its own context.
 */
public final class PostOffice {
    private static final int MAX_REMOTE_WAIT_MILLIS = 2_000; // a node that dies is found out within this and a little
    private static final int MAX_TRIES = 10;
    private static final long AGAIN_MILLIS = 100;

    private final int size;
    private final List<Branch> branches = new CopyOnWriteArrayList<>();
    private volatile Line line;
    private volatile Shards served;

    private record Branch(Context context, Mailroom room) {}

    /** The way to other nodes. */
    private record Line(IntPredicate owns, IntPredicate yields, Bus bus) {}

    /** @param size how many event loops there are to be */
    public PostOffice(int size) {
        this.size = size;
    }

    /** Adds the mailroom of an event loop. */
    public void open(Context context, Mailroom room) {
        branches.add(new Branch(context, room));
    }

    /** Takes what other nodes ask. Completes when they can reach it. */
    Future<Void> serve(Shards shards, Bus bus) {
        connect(shards::owns, shards::yields, bus);
        served = shards;
        return shards.serve(Mail.RECEIVE, this::receiveHere)
                .serve(Mail.DELIVER, this::deliverHere)
                .serve(Mail.RELEASE, this::releaseHere)
                .start();
    }

    /**
     * @param owns whether requests of a {@link Shard} come here; those of others go to the bus
     * @param yields whether another node takes the shard over
     */
    void connect(IntPredicate owns, IntPredicate yields, Bus bus) {
        line = new Line(owns, yields, bus);
    }

    /** Whether requests of a shard come to this node. */
    public boolean owns(int shard) {
        Line to = line;
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

    Future<Received> receive(Mail.Receive ask) {
        return find(
                ask,
                (room, question) -> room.receive(yields(question) ? known(question) : question),
                bus -> bus.call(Mail.RECEIVE, brief(ask)),
                1); // whoever reads asks again, unless the client is gone
    }

    /** Asked again and again, it finds out when the other node is gone. */
    private static Mail.Receive brief(Mail.Receive ask) {
        int wait = Math.min(ask.waitMillis(), MAX_REMOTE_WAIT_MILLIS);
        return new Mail.Receive(ask.session(), ask.reader(), ask.acked(), wait, ask.address());
    }

    Future<Delivered> deliver(Mail.Deliver ask) {
        return find(ask, Mailroom::deliver, bus -> bus.call(Mail.DELIVER, ask), MAX_TRIES);
    }

    Future<Released> release(Mail.Release ask) {
        return find(ask, Mailroom::release, bus -> bus.call(Mail.RELEASE, ask), MAX_TRIES);
    }

    private <Q extends Mail.OfSession, R> Future<R> find(
            Q ask, BiFunction<Mailroom, Q, Future<R>> act, Function<Bus, Future<R>> elsewhere, int tries) {
        Line to = line;
        if (to == null || branches.size() < size) {
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
                    ? branches.get(0)
                            .context()
                            .owner()
                            .timer(AGAIN_MILLIS)
                            .compose(again -> ask(bus, elsewhere, tries - 1))
                    : Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, cause.getMessage()));
        });
    }

    private static boolean is(Throwable cause, ErrorCode code) {
        return cause instanceof HubException refused && refused.is(code);
    }

    private boolean yields(Mail.OfSession ask) {
        return line.yields().test(ask.shard());
    }

    /** A node that gives the shard up begins nothing new. */
    private static Mail.Receive known(Mail.Receive ask) {
        return new Mail.Receive(ask.session(), ask.reader(), ask.acked(), ask.waitMillis(), null);
    }

    Future<Received> receiveHere(Mail.Receive ask) {
        return yields(ask)
                ? here(known(ask), Mailroom::receive).recover(PostOffice::moved)
                : here(ask, Mailroom::receive);
    }

    Future<Delivered> deliverHere(Mail.Deliver ask) {
        return unlessMoved(ask, here(ask, Mailroom::deliver));
    }

    Future<Released> releaseHere(Mail.Release ask) {
        return unlessMoved(ask, here(ask, Mailroom::release));
    }

    /** While a shard moves two nodes are asked by turns: what is not here may be there, and nothing was done. */
    private <R> Future<R> unlessMoved(Mail.OfSession ask, Future<R> answer) {
        return answer.recover(cause -> yields(ask) ? moved(cause) : Future.failedFuture(cause));
    }

    private static <R> Future<R> moved(Throwable cause) {
        return Future.failedFuture(
                is(cause, ErrorCode.NOT_FOUND)
                        ? new HubException(ErrorCode.STALE, "session is served elsewhere, ask again")
                        : cause);
    }

    private <Q extends Mail.OfSession, R> Future<R> here(Q ask, BiFunction<Mailroom, Q, Future<R>> act) {
        Branch branch = branches.get(Math.floorMod(ask.session().hashCode(), size));
        Context asking = Vertx.currentContext();
        Promise<R> answer = Promise.promise();
        branch.context().runOnContext(there -> act.apply(branch.room(), ask)
                .onComplete((value, cause) -> asking.runOnContext(back -> answer.complete(value, cause))));
        return answer.future();
    }
}
