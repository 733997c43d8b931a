// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.LimitsConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** 30 messages in a minute, 10 at once. */
@ExtendWith(VertxExtension.class)
final class ClusterRateLimiterTest {
    private static final UserId ANN = new UserId("ann");

    private final ManualNanos nanos = new ManualNanos();
    private final Queue<Limits.TakeTokens> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean away;
    private Bus bus;
    private ClusterRateLimiter limiter;

    @BeforeEach
    void serve(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        limiter = new ClusterRateLimiter(bus, LimitsConfig.DEFAULTS, nanos);
        new Shards(bus, "limits").serve(Limits.TAKE_TOKENS, this::spend).start().await(5, SECONDS);
    }

    private Future<TokensTaken> spend(Limits.TakeTokens spend) {
        asked.add(spend);
        return away
                ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "away"))
                : Future.succeededFuture(new TokensTaken(1, 77));
    }

    private TokensTaken spend(int tokens) throws Exception {
        return limiter.take(ANN, RateLimit.MESSAGES, tokens).await(5, SECONDS);
    }

    @Test
    void limitsAreAskedWithTheNumbersOfTheSettings() throws Exception {
        assertThat(spend(3)).isEqualTo(new TokensTaken(1, 77));
        assertThat(asked).containsExactly(new Limits.TakeTokens(ANN, "messages", 3, 30, 10));
    }

    @Test
    void whileLimitsAreAwayTheNodeHasBucketsOfItsOwn() throws Exception {
        away = true;
        assertThat(spend(4)).isEqualTo(new TokensTaken(4, 0));
        assertThat(spend(9)).isEqualTo(new TokensTaken(6, 2_001));
        assertThat(spend(1).tokens()).isZero();
        assertThat(asked).as("and is not asked again soon").hasSize(1);
        away = false;
        nanos.pass(ClusterRateLimiter.AWAY_MILLIS);
        assertThat(spend(3)).isEqualTo(new TokensTaken(1, 77));
    }

    @Test
    void hostAppsServerIsNotHeldUp() throws Exception {
        UserRateLimiter rates = new UserRateLimiter(limiter);
        away = true;
        Caller ann = new Caller(ANN, null, null);
        Caller server = new Caller(ANN, null, Set.of(Grant.SERVER));
        for (int i = 0; i < 10; i++) {
            rates.take(ann, RateLimit.MESSAGES, 1).await(5, SECONDS);
        }
        assertThatThrownBy(() -> rates.take(ann, RateLimit.MESSAGES, 1).await(5, SECONDS))
                .hasMessageStartingWith("TOO_MANY: messages: ");
        rates.take(server, RateLimit.MESSAGES, 1).await(5, SECONDS);
        rates.take(ann, RateLimit.TYPING, 1).await(5, SECONDS);
    }

    @Test
    void withoutALimitNobodyIsAsked() throws Exception {
        UserRateLimiter rates = new UserRateLimiter(new ClusterRateLimiter(bus, LimitsConfig.NONE, nanos));
        for (RateLimit limit : RateLimit.values()) {
            rates.take(Caller.of("ann"), limit, 1_000).await(5, SECONDS);
        }
        assertThat(asked).isEmpty();
    }
}
