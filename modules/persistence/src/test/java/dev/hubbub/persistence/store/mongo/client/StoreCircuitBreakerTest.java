// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo.client;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of an unreachable store fail fast, and the breaker closes when the store answers a ping. */
@ExtendWith(VertxExtension.class)
final class StoreCircuitBreakerTest {
    private static final PersistenceConfig CONFIG =
            new PersistenceConfig("mongodb://a.example", null, null, 0, 0, 3, 100, 0, 0, null, null, 0, true);

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

    /** Neither a call nor a ping is answered. */
    private void trip() throws Exception {
        assertRefused(ErrorCode.UNAVAILABLE, "the store does not answer", call(never()));
        pings.take();
        awaitOpen();
    }

    private void awaitOpen() {
        long until = System.nanoTime() + SECONDS.toNanos(5);
        while (breaker.call(() -> Future.succeededFuture("yes")).succeeded() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
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
    void slowCallFailsAndTheBreakerStaysClosedWhenThePingIsAnswered() throws Exception {
        assertRefused(ErrorCode.UNAVAILABLE, "the store does not answer", call(never()));
        assertThat(call(Future.succeededFuture("yes")).await(5, SECONDS)).isEqualTo("yes");
        pings.take().complete("pong");

        assertThat(call(Future.succeededFuture("yes")).await(5, SECONDS)).isEqualTo("yes");
        assertThat(pings).isEmpty();
    }

    @Test
    void slowCallsShareOnePing() throws Exception {
        Future<String> first = call(never());
        Future<String> second = call(never());
        assertRefused(ErrorCode.UNAVAILABLE, first);
        assertRefused(ErrorCode.UNAVAILABLE, second);
        pings.take().complete("pong");

        assertThat(call(Future.succeededFuture("yes")).await(5, SECONDS)).isEqualTo("yes");
        assertThat(pings).isEmpty();
    }

    @Test
    void eachTimeTheStoreIsSlowItGetsAPing() throws Exception {
        assertRefused(ErrorCode.UNAVAILABLE, call(never()));
        pings.take().complete("pong");
        assertRefused(ErrorCode.UNAVAILABLE, call(never()));
        pings.take().fail(new MongoSocketException("reset", new ServerAddress()));

        awaitOpen();
        assertThat(call(Future.succeededFuture("yes")).failed()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("slow")
    void timeoutsOfTheDriverMeanASlowStore(MongoException timeout) throws Exception {
        assertRefused(ErrorCode.UNAVAILABLE, "the store does not answer", call(Future.failedFuture(timeout)));
        pings.take().complete("pong");

        assertThat(call(Future.succeededFuture("yes")).await(5, SECONDS)).isEqualTo("yes");
    }

    static List<MongoException> slow() {
        return List.of(
                new MongoTimeoutException("no connection is free"),
                new MongoSocketReadTimeoutException("no answer", new ServerAddress(), new IOException("late")));
    }

    @Test
    void callsFailAtOnceWhileTheBreakerIsOpen() throws Exception {
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
