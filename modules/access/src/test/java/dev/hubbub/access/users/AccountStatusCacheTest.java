// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AccountStatusCacheTest {
    private final FakeUserRecords records = new FakeUserRecords();
    private final AtomicLong nanos = new AtomicLong();
    private final AccountStatusCache cache = new AccountStatusCache(records, nanos::get);

    private void logOut() {
        result(records.raise(UserRecords.raise(ANN.user(), new UserRecords.ValidFrom(Instant.EPOCH))));
    }

    @Test
    void manyLoginsCostFewRequests() {
        List<Promise<Void>> gates = IntStream.range(0, 4)
                .mapToObj(i -> Promise.<Void>promise())
                .peek(gate -> records.delayGet(gate.future()))
                .toList();
        List<Future<AccountStatus>> crowd = IntStream.range(0, 5_000)
                .mapToObj(i -> cache.get(Caller.of("u" + i).user()))
                .toList();
        gates.forEach(Promise::complete);
        assertThat(crowd).allMatch(Future::succeeded);
        assertThat(records.getSizes()).hasSizeLessThan(10).allMatch(size -> size <= Records.MAX_KEYS);
    }

    @Test
    void cachedStatusExpiresAfterTenSeconds() {
        result(cache.get(ANN.user()));
        result(cache.get(ANN.user()));
        assertThat(records.getSizes()).hasSize(1);
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        result(cache.get(ANN.user()));
        assertThat(records.getSizes()).hasSize(2);
    }

    @Test
    void statusInvalidatedDuringALoadIsLoadedAgain() {
        Promise<Void> gate = Promise.promise();
        records.delayGet(gate.future());
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

    @Test
    void statusThatCannotBeReadRefusesTheLoginOfThisUserOnly() {
        records.put(new Records.Put(UserRecords.key(UserRecords.STATUS, ANN.user()), null, Map.of("disabled", "no")));
        Promise<Void> gate = Promise.promise();
        IntStream.range(0, 4).forEach(i -> records.delayGet(gate.future()));
        IntStream.range(0, 4).forEach(i -> cache.get(Caller.of("u" + i).user()));
        Future<AccountStatus> ann = cache.get(ANN.user());
        Future<AccountStatus> bob = cache.get(BOB.user());
        gate.complete();
        assertThat(ann.failed()).isTrue();
        assertThat(result(bob)).isEqualTo(AccountStatus.DEFAULT);
    }

    private static class PendingClient implements UserRecordClient {
        @Override
        public Future<Records.Found> get(Records.Get request) {
            return Promise.<Records.Found>promise().future();
        }

        @Override
        public Future<Records.Stored> raise(Records.Raise request) {
            return Promise.<Records.Stored>promise().future();
        }

        @Override
        public Future<Records.Stored> put(Records.Put request) {
            return Promise.<Records.Stored>promise().future();
        }
    }

    private static final class UnavailableClient extends PendingClient {
        @Override
        public Future<Records.Found> get(Records.Get request) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"));
        }
    }
}
