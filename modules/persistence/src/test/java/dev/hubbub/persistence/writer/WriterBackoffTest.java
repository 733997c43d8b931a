// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Delays occur only while another writer is expected, in proportion to the duration of a write. */
final class WriterBackoffTest {
    private final List<Long> delays = new ArrayList<>();
    private int missing;
    private long millis;
    private final WriterBackoff backoff = new WriterBackoff(
            () -> missing,
            rest -> {
                delays.add(rest);
                return Future.succeededFuture();
            },
            () -> millis);

    private List<Long> delays(long... writes) {
        delays.clear();
        for (long write : writes) {
            backoff.delay(write).await();
        }
        return delays;
    }

    @Test
    void noDelayAtFirst() {
        assertThat(delays(1, 100)).isEmpty();
    }

    @Test
    void delayIsSixWritesLongWithinBounds() {
        backoff.recordCollision();
        assertThat(delays(0, 3, 4, 100, 166, 167, 5_000)).containsExactly(20L, 20L, 24L, 600L, 996L, 1_000L, 1_000L);
    }

    @Test
    void collisionIsRememberedForTenSeconds() {
        backoff.recordCollision();
        millis = 9_999;
        assertThat(delays(1)).hasSize(1);
        millis = 10_000;
        assertThat(delays(1)).isEmpty();
    }

    @Test
    void missingNodeGetsAWindowEveryThreeSecondsForTenMinutes() {
        missing = 1;
        millis = 100;
        assertThat(delays(4)).as("it is longer").containsExactly(60L);
        millis = 299;
        assertThat(delays(4, 4)).as("for all rooms").containsExactly(60L, 60L);
        millis = 300;
        assertThat(delays(4)).isEmpty();
        millis = 3_099;
        assertThat(delays(1)).isEmpty();
        millis = 3_100;
        assertThat(delays(1)).hasSize(1);
        millis = 600_099;
        assertThat(delays(1)).hasSize(1);
        millis = 604_000;
        assertThat(delays(1)).isEmpty();
        missing = 2;
        assertThat(delays(1)).hasSize(1);
    }

    @Test
    void windowsContinueAmongCollisions() {
        missing = 1;
        backoff.recordCollision();
        assertThat(delays(4)).containsExactly(60L);
        millis = 200;
        assertThat(delays(4)).containsExactly(24L);
        millis = 3_000;
        assertThat(delays(4)).containsExactly(60L);
    }

    @Test
    void noWindowOnceTheNodeIsBack() {
        missing = 1;
        assertThat(delays(1)).hasSize(1);
        missing = 0;
        millis = 5_000;
        assertThat(delays(1)).isEmpty();
    }
}
