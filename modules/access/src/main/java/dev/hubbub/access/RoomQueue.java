// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * The requests of one room, judged and issued one after the other in the order in which they came. Appends of messages
 * are under way several at a time, all judged as of the same membership entry. One that the log refuses as stale
 * takes its old place again: nobody goes on before those under way are settled and it is judged anew, so that it is
 * not overtaken.
 */
final class RoomQueue {
    /** Whoever waits longer has been told by the bus that nobody answers, and may have asked again. */
    private static final long PATIENCE_NANOS = Bus.TIMEOUT.toNanos();

    private final LongSupplier nanoClock;
    private final PriorityQueue<Turn<?>> waiting = new PriorityQueue<>(Comparator.comparingLong(Turn::number));
    private long entered;
    private int pending;
    private int underWay;
    private long underWayAsOf;
    private boolean draining;
    private boolean busy;
    private boolean advancing;

    RoomQueue(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** How many requests have no result yet. */
    int pending() {
        return pending;
    }

    <T> Future<T> enter(Turn<T> turn) {
        pending++;
        turn.enter(entered++, nanoClock.getAsLong());
        waiting.add(turn);
        Future<T> result = turn.result().onComplete(done -> pending--);
        advance();
        return result;
    }

    private void advance() {
        if (advancing) {
            return; // a turn ended at once; the loop below goes on
        }
        advancing = true;
        while (!busy && !draining && !waiting.isEmpty()) {
            if (waiting.peek().alone() && underWay > 0) {
                draining = true;
            } else {
                take(waiting.poll());
            }
        }
        advancing = false;
    }

    private void take(Turn<?> turn) {
        if (nanoClock.getAsLong() - turn.since() > PATIENCE_NANOS) {
            turn.fail(new HubException(ErrorCode.UNAVAILABLE, "waited too long for its turn"));
            return;
        }
        busy = true;
        Future.succeededFuture()
                .compose(now -> turn.begin(this))
                .onFailure(turn::fail)
                .onComplete(taken -> passOn());
    }

    private void passOn() {
        busy = false;
        advance();
    }

    /** A turn has been judged: its append goes out, unless its judgement does not fit with what is under way. */
    void issue(AppendTurn<?> turn, long membership) {
        if (mayGo(turn, membership)) {
            underWay++;
            underWayAsOf = membership;
            send(turn, membership);
        } else {
            waiting.add(turn);
            draining = underWay > 0;
        }
    }

    /**
     * A newer judgement than that of the appends under way means that these may be refused as stale, and go first. And
     * while this one was judged, earlier ones may have come back to be judged again.
     */
    private boolean mayGo(Turn<?> turn, long membership) {
        boolean first = waiting.isEmpty() || turn.number() < waiting.peek().number();
        return first && (underWay == 0 || underWayAsOf == membership);
    }

    private <T> void send(AppendTurn<T> turn, long membership) {
        Future.succeededFuture().compose(now -> turn.append(membership)).onComplete(outcome -> settled(turn, outcome));
    }

    private <T> void settled(AppendTurn<T> turn, AsyncResult<T> outcome) {
        underWay--;
        if (Staleness.is(outcome.cause()) && turn.mayTryAgain()) {
            waiting.add(turn);
        } else {
            turn.settle(outcome);
        }
        if (underWay == 0) {
            draining = false;
        }
        advance();
    }
}
