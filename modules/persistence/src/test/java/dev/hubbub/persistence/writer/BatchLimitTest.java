// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches are as large as a store writes in a short time. */
class BatchLimitTest {
    private final BatchLimit limit = new BatchLimit();

    /** Full batches, as under load. */
    private void writeFull(int batches, IntToDoubleFunction millis) {
        for (int n = 0; n < batches; n++) {
            write(limit.entries(), millis);
        }
    }

    private void write(int count, IntToDoubleFunction millis) {
        limit.written(count, (long) (millis.applyAsDouble(count) * TimeUnit.MILLISECONDS.toNanos(1)));
    }

    private static double fast(int count) {
        return 0.3 + count * 0.03;
    }

    private static double slow(int count) {
        return count * 20.0;
    }

    private static double farAway(int count) {
        return 60 + count * 0.02;
    }

    @Test
    void batchesOfAFastStoreGrowToTheLargest() {
        writeFull(5, BatchLimitTest::fast);
        assertThat(limit.entries()).isEqualTo(BatchLimit.MAX_ENTRIES);
    }

    @Test
    void batchesShrinkAtOnceWhenTheStoreBecomesSlowAndGrowAgain() {
        writeFull(5, BatchLimitTest::fast);
        writeFull(1, BatchLimitTest::slow);
        assertThat(limit.entries()).isEqualTo(5);

        writeFull(20, BatchLimitTest::slow);
        assertThat(limit.entries()).isBetween(4, 6);

        writeFull(10, BatchLimitTest::fast);
        assertThat(limit.entries()).isEqualTo(BatchLimit.MAX_ENTRIES);
    }

    @Test
    void firstBatchOfASlowStoreIsSmall() {
        assertThat(limit.entries()).isEqualTo(BatchLimit.FIRST);
        writeFull(1, BatchLimitTest::slow);
        assertThat(limit.entries()).isEqualTo(5);
    }

    @Test
    void storeThatWritesAFewInASecondGetsOneAtATimeOrTwo() {
        for (int n = 0; n < 20; n++) {
            writeFull(1, count -> count * 300.0);
            assertThat(limit.entries()).isBetween(1, n == 0 ? BatchLimit.FIRST : 2);
        }
    }

    @Test
    void longWayToTheStoreMakesBatchesLarge() {
        write(1, BatchLimitTest::farAway);
        writeFull(10, BatchLimitTest::farAway);
        assertThat(limit.entries()).isEqualTo(BatchLimit.MAX_ENTRIES);
    }

    @Test
    void wayToTheStoreThatBecomesLongUnderLoadIsFound() {
        write(1, BatchLimitTest::fast);
        writeFull(5, BatchLimitTest::fast);
        writeFull(60, BatchLimitTest::farAway);
        assertThat(limit.entries()).isEqualTo(BatchLimit.MAX_ENTRIES);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 120, 200, 400, 1_000})
    void fewEntriesAreEnoughToFindIt(int wayMillis) {
        write(1, BatchLimitTest::fast);
        writeFull(5, BatchLimitTest::fast);
        int smallest = BatchLimit.MAX_ENTRIES;
        for (int n = 0; n < 12; n++) {
            writeFull(1, count -> wayMillis + count * 0.5);
            smallest = Math.min(smallest, limit.entries());
        }
        assertThat(smallest).isGreaterThan(20);
        assertThat(limit.entries()).isBetween(150, 250);
    }

    @Test
    void fiveBatchesAreEnoughWhenItBecomesLongWithoutLoad() {
        for (int n = 0; n < 10; n++) {
            write(n % 6 + 1, BatchLimitTest::fast);
        }
        write(6, count -> 400);
        writeFull(4, count -> 400);
        assertThat(limit.entries()).isGreaterThan(100);
    }

    @Test
    void oneSlowBatchIsForgottenSoon() {
        writeFull(5, BatchLimitTest::fast);
        writeFull(1, count -> 800);
        assertThat(limit.entries()).isLessThan(100);
        writeFull(4, BatchLimitTest::fast);
        assertThat(limit.entries()).isEqualTo(BatchLimit.MAX_ENTRIES);
    }

    @Test
    void smallBatchesSayLittleAboutLargeOnes() {
        writeFull(5, BatchLimitTest::fast);
        for (int n = 0; n < 10; n++) {
            write(1, BatchLimitTest::fast);
        }
        assertThat(limit.entries()).isEqualTo(BatchLimit.FIRST);
    }
}
