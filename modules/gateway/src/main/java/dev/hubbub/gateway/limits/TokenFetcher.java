// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * One limit of one user on one event loop. Tokens are fetched with one question at a time, for all requests that wait;
 * after an answer without tokens no question is asked until there will be some. A few tokens may be used ahead of the
 * answer, as long as the last answer said that there are some: so that most requests need not wait for it. Outcomes come
 * in the order of the calls.
 */
final class TokenFetcher {
    /** As many as one question may be about. */
    private static final int MOST = 1_000;

    private static final int BATCHES = 8;
    private static final int LARGEST_BATCH = 25;

    private final RateLimit limit;
    private final Rate rate;
    private final IntFunction<Future<TokensTaken>> limiter;
    private final LongSupplier nanos;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final int ahead;
    private int left; // less than 0: used ahead of the answer
    private int credit;
    private boolean asking;
    private long nextAt;

    private record Waiting(int price, Promise<Void> outcome) {}

    /**
     * @param ahead how many tokens may be used before they are known to be there
     * @param limiter takes up to so many tokens, and never fails
     */
    TokenFetcher(RateLimit limit, Rate rate, int ahead, IntFunction<Future<TokensTaken>> limiter, LongSupplier nanos) {
        this.limit = limit;
        this.rate = rate;
        this.ahead = ahead;
        this.limiter = limiter;
        this.nanos = nanos;
        this.nextAt = nanos.getAsLong();
    }

    /** Completes when so many tokens were taken; fails with TOO_MANY. */
    Future<Void> take(int tokens) {
        int price = Math.min(tokens, rate.burst()); // what could never be paid is paid with all there is
        if (waiting.isEmpty() && left + credit >= price) {
            left -= price;
            if (left < 0) {
                ask();
            }
            return Future.succeededFuture();
        }
        if (waiting.isEmpty() && nanos.getAsLong() - nextAt < 0) {
            return Future.failedFuture(refusal(price));
        }
        Waiting next = new Waiting(price, Promise.promise());
        waiting.add(next);
        ask();
        return next.outcome().future();
    }

    private void ask() {
        if (asking) {
            return;
        }
        asking = true;
        int needed = waiting.stream().mapToInt(Waiting::price).sum() - left;
        int wanted = Math.min(MOST, Math.max(needed, batch()));
        limiter.apply(wanted).onSuccess(spent -> settle(spent, spent.tokens() < wanted));
    }

    /** How many tokens are fetched at a time: what is frequent need not ask each time. */
    private int batch() {
        boolean rare = limit == RateLimit.MESSAGES || limit == RateLimit.MEMBERSHIPS;
        return rare ? 1 : Math.max(1, Math.min(LARGEST_BATCH, rate.burst() / BATCHES));
    }

    private void settle(TokensTaken spent, boolean empty) {
        left += spent.tokens();
        credit = spent.remaining() == null ? 0 : Math.min(ahead, spent.remaining());
        if (empty) {
            nextAt = nanos.getAsLong()
                    + Duration.ofMillis(spent.retryAfterMillis()).toNanos();
        }
        List<Runnable> outcomes = new ArrayList<>();
        while (!waiting.isEmpty() && (empty || left >= waiting.peek().price())) {
            outcomes.add(outcome(waiting.poll()));
        }
        outcomes.forEach(Runnable::run); // a call that they make meanwhile queues behind
        asking = false;
        if (!waiting.isEmpty()) {
            ask();
        }
    }

    private Runnable outcome(Waiting next) {
        if (left >= next.price()) {
            left -= next.price();
            return next.outcome()::complete;
        }
        HubException refusal = refusal(next.price());
        return () -> next.outcome().fail(refusal);
    }

    private HubException refusal(int price) {
        Duration untilNext = Duration.ofNanos(Math.max(0, nextAt - nanos.getAsLong()));
        Duration rest = rate.refill(Math.max(0, price - left - 1));
        String text = limit + ": more than " + rate.perMinute() + " in a minute or " + rate.burst() + " at once";
        return HubException.tooMany(text, untilNext.plus(rest));
    }
}
