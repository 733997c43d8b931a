// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo.client;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.ServerAddress;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls of an unreachable store fail fast, and the breaker closes when the store answers a ping. */
@ExtendWith(VertxExtension.class)
final class StoreCircuitBreakerTest {
    private static final PersistenceConfig CONFIG =
            new PersistenceConfig("mongodb://a.example", null, null, 0, 0, 3, 100, 0, 0, null, null);

    private final LinkedBlockingQueue<Promise<String>> pings = new LinkedBlockingQueue<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private StoreCircuitBreaker breaker;

    @BeforeEach
    void make(Vertx vertx) {
        breaker = new StoreCircuitBreaker(vertx, CONFIG, () -> {
            Promise<String> ping = Promise.promise();
            pings.add(ping);
            return ping.future();
        });
    }

    private Future<String> call(Future<String> answer) {
        return breaker.call(() -> {
            attempts.incrementAndGet();
            return answer;
        });
    }

    private static Future<String> never() {
        return Promise.<String>promise().future();
    }

    private void trip() {
        assertRefused(ErrorCode.UNAVAILABLE, "the store does not answer", call(never()));
    }

    /** The answer once the breaker is closed, which is a moment after the answer to the ping. */
    private Future<String> callOnceBack() {
        long until = System.nanoTime() + SECONDS.toNanos(5);
        Future<String> answer;
        do {
            answer = call(Future.succeededFuture("yes"));
        } while (answer.failed()
                && answer.cause().getMessage().endsWith("does not answer")
                && System.nanoTime() < until);
        return answer;
    }

    @Test
    void answerInTimeIsReturned() throws Exception {
        assertThat(call(Future.succeededFuture("yes")).await(5, SECONDS)).isEqualTo("yes");
        assertThat(pings).isEmpty();
    }

    @Test
    void callsFailAtOnceWhileTheBreakerIsOpen() {
        trip();

        Future<String> next = call(Future.succeededFuture("yes"));

        assertThat(next.failed()).isTrue();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void brokenConnectionOpensTheBreaker() {
        Exception broken = new MongoSocketException("reset", new ServerAddress());
        assertRefused(ErrorCode.UNAVAILABLE, call(Future.failedFuture(broken)));
        assertThat(call(Future.succeededFuture("yes")).failed()).isTrue();
    }

    @Test
    void answeredPingClosesTheBreaker() throws Exception {
        trip();
        pings.take().fail(new MongoSocketException("refused", new ServerAddress()));
        pings.take().complete("pong");

        assertThat(callOnceBack().await(5, SECONDS)).isEqualTo("yes");
        assertThat(pings).isEmpty();
    }

    @Test
    void unansweredPingIsFollowedByAnother() throws Exception {
        trip();
        pings.take();
        pings.take().complete("pong");

        assertThat(callOnceBack().await(5, SECONDS)).isEqualTo("yes");
    }

    @Test
    void refusedCallLeavesTheBreakerClosed() throws Exception {
        assertRefused(ErrorCode.UNAVAILABLE, call(Future.failedFuture(new MongoException("disk full"))));

        assertThat(call(Future.succeededFuture("yes")).await(5, SECONDS)).isEqualTo("yes");
        assertThat(pings).isEmpty();
    }

    @Test
    void callsAboveTheLimitAreRefusedAndTimedOutCallsCount() throws Exception {
        Promise<String> slow = Promise.promise();
        Future<String> first = call(slow.future());
        Future<String> second = call(slow.future());
        Future<String> third = call(slow.future());
        assertThat(breaker.inFlight()).isEqualTo(3);
        Supplier<Future<String>> more = this::callOnceBack;

        assertRefused(ErrorCode.UNAVAILABLE, "too much waits for the store", more.get());
        assertRefused(ErrorCode.UNAVAILABLE, first);
        assertRefused(ErrorCode.UNAVAILABLE, second);
        assertRefused(ErrorCode.UNAVAILABLE, third);
        pings.take().complete("pong");
        assertRefused(ErrorCode.UNAVAILABLE, "too much waits for the store", more.get());

        slow.complete("late");
        assertThat(breaker.inFlight()).isZero();
        assertThat(more.get().await(5, SECONDS)).isEqualTo("yes");
    }

    @Test
    void firstCallIsRetried() throws Exception {
        Exception broken = new MongoSocketException("refused", new ServerAddress());
        Future<String> first = breaker.callWithRetry(
                () -> attempts.incrementAndGet() < 3 ? Future.failedFuture(broken) : Future.succeededFuture("yes"));

        assertThat(first.await(5, SECONDS)).isEqualTo("yes");
        assertThat(pings).isEmpty();
    }

    @Test
    void callThatThrowsFails() throws Exception {
        Future<String> thrown = breaker.call(() -> {
            throw new IllegalArgumentException("test");
        });
        assertThat(thrown.cause()).isInstanceOf(IllegalArgumentException.class);
        assertThat(call(Future.succeededFuture("yes")).await(5, SECONDS)).isEqualTo("yes");
    }
}
