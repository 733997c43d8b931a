// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.LimitsConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token buckets that {@code limits} keeps for all nodes; while it does not answer, those of this node, of the same
 * size. One for a node, safe for use by several threads.
 */
public final class ClusterRateLimiter {
    /** How long {@code limits} is not asked again after it failed to answer. */
    static final long AWAY_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(ClusterRateLimiter.class);

    private static final int LEAST_CONNECTIONS = 8;

    /** A user without a limit of sockets is taken to have no more at a time. */
    private static final int UNLIMITED_CONNECTIONS = 64;

    private final Bus bus;
    private final LongSupplier nanos;
    private final int connections;
    private final Map<RateLimit, Rate> rates = new EnumMap<>(RateLimit.class);
    private final Map<RateLimit, LocalRateLimiter<LimitScope>> local = new EnumMap<>(RateLimit.class);
    private final AtomicLongArray askAgainAt = new AtomicLongArray(Shard.COUNT);

    /**
     * Token buckets of these sizes.
     *
     * @param bus one whose calls do not wait long
     */
    public ClusterRateLimiter(Bus bus, LimitsConfig limits) {
        this(bus, limits, System::nanoTime);
    }

    ClusterRateLimiter(Bus bus, LimitsConfig limits, LongSupplier nanos) {
        this.bus = bus;
        this.nanos = nanos;
        this.connections = limits.sockets().max() == 0
                ? UNLIMITED_CONNECTIONS
                : Math.max(LEAST_CONNECTIONS, limits.sockets().max());
        for (RateLimit limit : RateLimit.values()) {
            Rate rate = Rate.of(limit, limits.requests());
            rates.put(limit, rate);
            local.put(limit, new LocalRateLimiter<>(rate, nanos));
        }
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            askAgainAt.set(shard, nanos.getAsLong());
        }
    }

    Rate rate(RateLimit limit) {
        return Objects.requireNonNull(rates.get(limit));
    }

    /**
     * How many tokens an event loop may use before they are known to be there. All that can be used so at a time, by as many
     * event loops as a user may have sockets, is one burst at most.
     */
    int ahead(RateLimit limit) {
        return rate(limit).burst() / connections;
    }

    LongSupplier nanos() {
        return nanos;
    }

    /** Takes up to so many tokens of a limit that counts in no room of its own. Never fails. */
    Future<TokensTaken> take(UserId user, RateLimit limit, int tokens) {
        return take(LimitScope.of(user), limit, tokens);
    }

    /** Takes up to so many tokens. Never fails. */
    Future<TokensTaken> take(LimitScope scope, RateLimit limit, int tokens) {
        int shard = Shard.of(scope.user().value());
        if (nanos.getAsLong() - askAgainAt.get(shard) < 0) {
            return Future.succeededFuture(takeLocally(scope, limit, tokens));
        }
        Rate rate = rate(limit);
        return bus.call(
                        Limits.TAKE_TOKENS,
                        new Limits.TakeTokens(scope.user(), limit.toString(), tokens, rate.perMinute(), rate.burst())
                                .in(scope.room()))
                .otherwise(cause -> {
                    LOG.debug("limits of shard {} are this node's own for now: {}", shard, cause.getMessage());
                    askAgainAt.set(shard, nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(AWAY_MILLIS));
                    return takeLocally(scope, limit, tokens);
                });
    }

    private TokensTaken takeLocally(LimitScope scope, RateLimit limit, int tokens) {
        LocalRateLimiter<LimitScope> limiter = Objects.requireNonNull(local.get(limit));
        int taken = limiter.take(scope, tokens);
        Duration wait = limiter.untilNext(scope).orElse(Duration.ZERO);
        return new TokensTaken(taken, taken < tokens ? wait.toMillis() + 1 : 0);
    }

    /** How many token buckets are kept on this node. */
    public long kept() {
        return local.values().stream().mapToLong(LocalRateLimiter::size).sum();
    }
}
