// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fallback;

import dev.hubbub.contract.Bus;
import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import dev.hubbub.contract.Mail;
import dev.hubbub.contract.Mail.Delivered;
import dev.hubbub.contract.Mail.Received;
import dev.hubbub.contract.Mail.Released;
import dev.hubbub.contract.Shards;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Finds the mailroom that has a session: the shard of the session's id says which node, its hash which event loop.
 * Safe for use by several threads; each hears its answers on its own context.
 */
public final class PostOffice {
    private static final int MAX_REMOTE_WAIT_MILLIS = 2_000; // a node that dies is found out within this and a little

    private final int size;
    private final List<Branch> branches = new CopyOnWriteArrayList<>();
    private volatile Line line;

    private record Branch(Context context, Mailroom room) {}

    /** The way to other nodes. */
    private record Line(Shards shards, Bus bus) {}

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
        line = new Line(shards, bus);
        return shards.serve(Mail.RECEIVE, this::receiveHere)
                .serve(Mail.DELIVER, ask -> here(ask, Mailroom::deliver))
                .serve(Mail.RELEASE, ask -> here(ask, Mailroom::release))
                .start();
    }

    /** Whether requests of a shard come to this node. */
    public boolean owns(int shard) {
        Line to = line;
        return to == null || to.shards().owns(shard);
    }

    /** How many shards of sessions are served here; from any thread. */
    public int serving() {
        Line to = line;
        return to == null ? 0 : to.shards().serving();
    }

    /** How many other nodes serve sessions; from any thread. */
    public int others() {
        Line to = line;
        return to == null ? 0 : to.shards().others();
    }

    Future<Received> receive(Mail.Receive ask) {
        return find(ask, Mailroom::receive, bus -> bus.call(Mail.RECEIVE, brief(ask)));
    }

    /** For a moment after its shard went to another node: what is here ends here, but nothing new begins. */
    private Future<Received> receiveHere(Mail.Receive ask) {
        if (owns(ask.shard())) {
            return here(ask, Mailroom::receive);
        }
        Mail.Receive known = new Mail.Receive(ask.session(), ask.reader(), ask.acked(), ask.waitMillis(), null);
        return here(known, Mailroom::receive)
                .recover(cause -> Future.failedFuture(
                        cause instanceof HubException refused && refused.is(ErrorCode.NOT_FOUND)
                                ? new HubException(ErrorCode.UNAVAILABLE, "session is served elsewhere, ask again")
                                : cause));
    }

    /** Asked again and again, it finds out when the other node is gone. */
    private static Mail.Receive brief(Mail.Receive ask) {
        int wait = Math.min(ask.waitMillis(), MAX_REMOTE_WAIT_MILLIS);
        return new Mail.Receive(ask.session(), ask.reader(), ask.acked(), wait, ask.address());
    }

    Future<Delivered> deliver(Mail.Deliver ask) {
        return find(ask, Mailroom::deliver, bus -> bus.call(Mail.DELIVER, ask));
    }

    Future<Released> release(Mail.Release ask) {
        return find(ask, Mailroom::release, bus -> bus.call(Mail.RELEASE, ask));
    }

    private <Q extends Mail.OfSession, R> Future<R> find(
            Q ask, BiFunction<Mailroom, Q, Future<R>> act, Function<Bus, Future<R>> elsewhere) {
        Line to = line;
        if (to == null || branches.size() < size) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "not ready"));
        }
        return to.shards().owns(ask.shard()) ? here(ask, act) : elsewhere.apply(to.bus());
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
