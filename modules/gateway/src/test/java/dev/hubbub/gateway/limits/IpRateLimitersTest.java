// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.config.IpRange;
import dev.hubbub.gateway.config.LimitsConfig;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two sockets a second, three at once; four failed logins in a minute. */
final class IpRateLimitersTest {
    private static final InetAddress HERE = IpRange.address("203.0.113.7").orElseThrow();
    private static final InetAddress THERE = IpRange.address("203.0.113.8").orElseThrow();
    private final HubException refused = new HubException(ErrorCode.UNAUTHORIZED, "no");

    private final ManualNanos nanos = new ManualNanos();
    private final LimitsConfig limits = LimitsConfig.DEFAULTS.with(new LimitsConfig.Addresses(2, 3, 4));
    private final FailedLoginLimiter logins = new FailedLoginLimiter(limits, nanos);
    private final AtomicInteger looked = new AtomicInteger();

    private Future<String> login(InetAddress address, Future<String> outcome) {
        return logins.attempt(address, cause -> cause == refused, () -> {
            looked.incrementAndGet();
            return outcome;
        });
    }

    @Test
    void upgradesAreCountedByAddress() {
        UpgradeRateLimiter upgrades = new UpgradeRateLimiter(limits, nanos);
        for (int i = 0; i < 3; i++) {
            assertThat(upgrades.tried(HERE)).isEmpty();
        }
        assertThat(upgrades.tried(HERE)).contains(Duration.ofMillis(500));
        assertThat(upgrades.tried(THERE)).isEmpty();
        nanos.pass(500);
        assertThat(upgrades.tried(HERE)).isEmpty();
        assertThat(upgrades.tried(HERE)).isPresent();
    }

    @Test
    void afterTooManyFailuresTheNextOneIsToldToWait() {
        for (int i = 0; i < 4; i++) {
            assertThat(login(HERE, Future.failedFuture(refused)).cause()).isSameAs(refused);
        }
        HubException cause =
                (HubException) login(HERE, Future.failedFuture(refused)).cause();
        assertThat(cause.is(ErrorCode.TOO_MANY)).isTrue();
        assertThat(cause.retryAfter()).contains(Duration.ofSeconds(15));
        assertThat(login(THERE, Future.failedFuture(refused)).cause()).isSameAs(refused);
        nanos.pass(15_000);
        assertThat(login(HERE, Future.failedFuture(refused)).cause()).isSameAs(refused);
    }

    @Test
    void strangersWhoFailLockNobodyOut() {
        for (int i = 0; i < 1_000; i++) {
            login(HERE, Future.failedFuture(refused));
            assertThat(login(HERE, Future.succeededFuture("in")).succeeded()).isTrue();
        }
        assertThat(looked).hasValue(2_000);
    }

    @Test
    void otherFailuresKeepTheirWords() {
        HubException away = new HubException(ErrorCode.UNAVAILABLE, "away");
        for (int i = 0; i < 10; i++) {
            login(HERE, Future.failedFuture(refused));
        }
        assertThat(login(HERE, Future.failedFuture(away)).cause()).isSameAs(away);
    }

    @Test
    void successAndOtherFailuresDoNotCount() {
        for (int i = 0; i < 100; i++) {
            login(HERE, Future.succeededFuture("in"));
            login(HERE, Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "away")));
        }
        assertThat(login(HERE, Future.failedFuture(refused)).cause()).isSameAs(refused);
    }
}
