// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.store.FakeStore;
import dev.hubbub.access.store.UserRecordClient;
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

final class AccountStatusCacheTest {
    private final FakeStore store = new FakeStore();
    private final AtomicLong nanos = new AtomicLong();
    private final AccountStatusCache cache = new AccountStatusCache(store, nanos::get);

    private void logOut() {
        result(store.updateUser(new MessageLog.UpdateUser(ANN.user(), null, null, Instant.EPOCH, null, null)));
    }

    @Test
    void manyLoginsCostFewRequests() {
        List<Promise<Void>> gates = IntStream.range(0, 4)
                .mapToObj(i -> Promise.<Void>promise())
                .peek(gate -> store.delayGetUsers(gate.future()))
                .toList();
        List<Future<AccountStatus>> crowd = IntStream.range(0, 5_000)
                .mapToObj(i -> cache.get(Caller.of("u" + i).user()))
                .toList();
        gates.forEach(Promise::complete);
        assertThat(crowd).allMatch(Future::succeeded);
        assertThat(store.getUsersSizes()).hasSizeLessThan(10).allMatch(size -> size <= 1_000);
    }

    @Test
    void cachedStatusExpiresAfterTenSeconds() {
        result(cache.get(ANN.user()));
        result(cache.get(ANN.user()));
        assertThat(store.getUsersSizes()).hasSize(1);
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        result(cache.get(ANN.user()));
        assertThat(store.getUsersSizes()).hasSize(2);
    }

    @Test
    void statusInvalidatedDuringALoadIsLoadedAgain() {
        Promise<Void> gate = Promise.promise();
        store.delayGetUsers(gate.future());
        Future<AccountStatus> early = cache.get(ANN.user());
        logOut();
        cache.invalidate(ANN.user());
        assertThat(result(cache.get(ANN.user())).validFrom()).isEqualTo(Instant.EPOCH);
        gate.complete();
        assertThat(result(early).validFrom()).isEqualTo(Instant.EPOCH);
        assertThat(result(cache.get(ANN.user())).validFrom()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void storeFailureRefusesLoginsAndCachesNothing() {
        AccountStatusCache unavailable = new AccountStatusCache(new UnavailableClient(), nanos::get);
        assertThat(failure(unavailable.get(ANN.user()))).startsWith("UNAVAILABLE");
        assertThat(failure(unavailable.get(ANN.user()))).startsWith("UNAVAILABLE");
    }

    @Test
    void waitingUsersAreBounded() {
        AccountStatusCache pending = new AccountStatusCache(new PendingClient(), nanos::get);
        for (int i = 0; i < 20_004; i++) {
            assertThat(pending.get(Caller.of("u" + i).user()).isComplete()).isFalse();
        }
        assertThat(pending.waiting()).isEqualTo(20_000);
        assertThat(failure(pending.get(ANN.user()))).startsWith("UNAVAILABLE");
    }

    private static class PendingClient implements UserRecordClient {
        @Override
        public Future<MessageLog.UserRecords> getUsers(MessageLog.GetUsers users) {
            return Promise.<MessageLog.UserRecords>promise().future();
        }

        @Override
        public Future<MessageLog.UserUpdated> updateUser(MessageLog.UpdateUser what) {
            return Promise.<MessageLog.UserUpdated>promise().future();
        }
    }

    private static final class UnavailableClient extends PendingClient {
        @Override
        public Future<MessageLog.UserRecords> getUsers(MessageLog.GetUsers users) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"));
        }
    }
}
