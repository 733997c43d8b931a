// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.gateway.session.LeasedReports.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Leases of 6 s: a sign of life of everything after 2 s. */
final class LeasedReportsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Owner owner = new Owner();
    private final LeasedReports reports = new LeasedReports(owner, nanos::get);

    /** Takes down what it is sent: {@code all} or {@code changes}, the shard, and the versions. */
    private static final class Owner implements LeasedReports.Source {
        private final List<String> sent = new ArrayList<>();
        private final Set<Integer> empty = new HashSet<>();
        private final BitSet changed = new BitSet();
        private boolean away;
        private boolean older;
        private @Nullable Long missed;
        private @Nullable Promise<Receipt> late;

        @Override
        public BitSet changed() {
            return changed;
        }

        @Override
        public boolean isEmpty(int shard) {
            return empty.contains(shard);
        }

        @Override
        public Future<Receipt> reportAll(int shard, long version) {
            sent.add("all " + shard + " v" + version);
            return answer(version);
        }

        @Override
        public Future<Receipt> reportChanges(int shard, long from, long version) {
            sent.add("changes " + shard + " v" + from + "-" + version);
            return answer(missed == null ? version : missed);
        }

        private Future<Receipt> answer(long version) {
            if (late != null) {
                return late.future();
            }
            return away ? Future.failedFuture("away") : Future.succeededFuture(receipt(version));
        }

        private Receipt receipt(long version) {
            return new Receipt(6_000L, older ? null : version);
        }
    }

    private List<String> send(int... changed) {
        owner.sent.clear();
        owner.changed.clear();
        for (int shard : changed) {
            owner.changed.set(shard);
        }
        reports.send();
        return List.copyOf(owner.sent);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void changedShardsAreReportedAtOnceAndAllGiveASignOfLifeAfterAThirdOfTheLease() {
        assertThat(send(3, 5)).containsExactly("all 3 v1", "all 5 v1");
        assertThat(send()).isEmpty();
        pass(1_500);
        assertThat(send(7)).containsExactly("all 7 v1");
        pass(501);
        assertThat(send(7)).containsExactly("changes 3 v1-1", "changes 5 v1-1", "changes 7 v1-2");
        assertThat(send()).isEmpty();
    }

    @Test
    void emptyShardIsReportedOnceAndBeginsWithEverythingAgain() {
        send(3);
        owner.empty.add(3);
        assertThat(send(3)).containsExactly("changes 3 v1-2");
        pass(2_001);
        assertThat(send()).isEmpty();
        owner.empty.clear();
        assertThat(send(3)).containsExactly("all 3 v3");
    }

    @Test
    void failedReportIsSentAgainWithTheNextRenewal() {
        send(3);
        owner.empty.add(3);
        owner.away = true;
        assertThat(send(3)).containsExactly("changes 3 v1-2");
        assertThat(send()).isEmpty();
        owner.away = false;
        pass(2_001);
        assertThat(send()).containsExactly("all 3 v3");
        pass(2_001);
        assertThat(send()).isEmpty();
    }

    @Test
    void ownerThatMissedSomethingIsToldEverythingAtOnce() {
        send(3);
        owner.missed = 0L;
        pass(2_001);
        assertThat(send()).containsExactly("changes 3 v1-1", "all 3 v2");
        owner.missed = null;
        assertThat(send(3)).containsExactly("changes 3 v2-3");
    }

    @Test
    void ownerThatMissedTheEndIsToldToo() {
        send(3);
        owner.missed = 0L;
        owner.empty.add(3);
        assertThat(send(3)).containsExactly("changes 3 v1-2", "all 3 v3");
    }

    @Test
    void severalMissedChangesAreAnsweredOnce() {
        send(3);
        Promise<Receipt> first = Promise.promise();
        owner.late = first;
        assertThat(send(3)).containsExactly("changes 3 v1-2");
        owner.late = null;
        owner.missed = 1L;
        assertThat(send(3)).containsExactly("changes 3 v2-3", "all 3 v4");
        owner.sent.clear();
        first.complete(owner.receipt(1));
        assertThat(owner.sent).as("was told everything since").isEmpty();
    }

    @Test
    void ownerOfAnOlderReleaseIsAlwaysToldEverything() {
        owner.older = true;
        assertThat(send(3)).containsExactly("all 3 v1");
        assertThat(send(3)).containsExactly("all 3 v2");
        pass(2_001);
        assertThat(send()).containsExactly("all 3 v3");
        owner.older = false;
        assertThat(send(3)).containsExactly("all 3 v4");
        assertThat(send(3)).as("it has been replaced").containsExactly("changes 3 v4-5");
    }
}
