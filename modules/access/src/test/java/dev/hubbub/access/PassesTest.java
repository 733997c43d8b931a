// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.done;
import static dev.hubbub.access.Cast.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PassesTest {
    private final FakeLog log = new FakeLog();
    private final AtomicLong nanos = new AtomicLong();
    private final Passes passes = new Passes(log, nanos::get);

    private void logOut() {
        done(log.remember(new MessageLog.UpdateUser(ANN.user(), null, null, Instant.EPOCH, null, null)));
    }

    @Test
    void crowdCostsAHandfulOfQuestions() {
        List<Promise<Void>> gates = IntStream.range(0, 4)
                .mapToObj(i -> Promise.<Void>promise())
                .peek(gate -> log.delayRecall(gate.future()))
                .toList();
        List<Future<Pass>> crowd = IntStream.range(0, 5_000)
                .mapToObj(i -> passes.of(Caller.of("u" + i).user()))
                .toList();
        gates.forEach(Promise::complete);
        assertThat(crowd).allMatch(Future::succeeded);
        assertThat(log.recalls()).hasSizeLessThan(10).allMatch(size -> size <= 1_000);
    }

    @Test
    void whatIsKnownIsNotAskedForAgainForAWhile() {
        done(passes.of(ANN.user()));
        done(passes.of(ANN.user()));
        assertThat(log.recalls()).hasSize(1);
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        done(passes.of(ANN.user()));
        assertThat(log.recalls()).hasSize(2);
    }

    @Test
    void answerThatWasOvertakenByALogoutIsAskedForAgain() {
        Promise<Void> gate = Promise.promise();
        log.delayRecall(gate.future());
        Future<Pass> early = passes.of(ANN.user());
        logOut();
        passes.forget(ANN.user());
        assertThat(done(passes.of(ANN.user())).validFrom()).isEqualTo(Instant.EPOCH);
        gate.complete();
        assertThat(done(early).validFrom()).isEqualTo(Instant.EPOCH);
        assertThat(done(passes.of(ANN.user())).validFrom()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void whereTheStoreIsAwayNobodyIsLetInAndNothingIsKept() {
        Passes away = new Passes(new Away(), nanos::get);
        assertThat(failure(away.of(ANN.user()))).startsWith("UNAVAILABLE");
        assertThat(failure(away.of(ANN.user()))).startsWith("UNAVAILABLE");
    }

    @Test
    void waitingUsersAreBounded() {
        Passes stuck = new Passes(new Stuck(), nanos::get);
        for (int i = 0; i < 20_004; i++) {
            assertThat(stuck.of(Caller.of("u" + i).user()).isComplete()).isFalse();
        }
        assertThat(stuck.waiting()).isEqualTo(20_000);
        assertThat(failure(stuck.of(ANN.user()))).startsWith("UNAVAILABLE");
    }

    private static class Stuck implements UserLog {
        @Override
        public Future<MessageLog.UserRecords> recall(MessageLog.GetUsers users) {
            return Promise.<MessageLog.UserRecords>promise().future();
        }

        @Override
        public Future<MessageLog.UserUpdated> remember(MessageLog.UpdateUser what) {
            return Promise.<MessageLog.UserUpdated>promise().future();
        }
    }

    private static final class Away extends Stuck {
        @Override
        public Future<MessageLog.UserRecords> recall(MessageLog.GetUsers users) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "away"));
        }
    }
}
