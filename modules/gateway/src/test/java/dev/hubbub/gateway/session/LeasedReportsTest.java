// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Leases of 6 s: everything is reported again after 2 s. */
final class LeasedReportsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<Integer> sent = new ArrayList<>();
    private final Set<Integer> empty = new HashSet<>();
    private final LeasedReports reports = new LeasedReports(this::report, nanos::get);
    private boolean away;

    private LeasedReports.Report report(int shard) {
        return new LeasedReports.Report(empty.contains(shard), () -> {
            sent.add(shard);
            return away ? Future.failedFuture("away") : Future.succeededFuture(6_000L);
        });
    }

    private List<Integer> send(int... changed) {
        sent.clear();
        BitSet shards = new BitSet();
        for (int shard : changed) {
            shards.set(shard);
        }
        reports.send(shards);
        return List.copyOf(sent);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void changedShardsAreReportedAtOnceAndAllAgainAfterAThirdOfTheLease() {
        assertThat(send(3, 5)).containsExactly(3, 5);
        assertThat(send()).isEmpty();
        pass(1_500);
        assertThat(send(7)).containsExactly(7);
        pass(501);
        assertThat(send(7)).containsExactly(3, 5, 7);
        assertThat(send()).isEmpty();
    }

    @Test
    void emptyShardIsReportedOnce() {
        send(3);
        empty.add(3);
        assertThat(send(3)).containsExactly(3);
        pass(2_001);
        assertThat(send()).isEmpty();
    }

    @Test
    void failedReportIsSentAgainWithTheNextRenewal() {
        send(3);
        empty.add(3);
        away = true;
        assertThat(send(3)).containsExactly(3);
        assertThat(send()).isEmpty();
        away = false;
        pass(2_001);
        assertThat(send()).containsExactly(3);
        pass(2_001);
        assertThat(send()).isEmpty();
    }
}
