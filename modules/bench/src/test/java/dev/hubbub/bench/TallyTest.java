// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Load TWO_READERS = new Load(2, 10, 20, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private static Figures figures(Tally tally) throws InterruptedException {
        tally.await(Duration.ofMillis(1));
        return tally.figures(Duration.ofMillis(10), 0, 0);
    }

    private static Buffer message(long index) {
        return Buffer.buffer(Mark.text(index, 20));
    }

    @Test
    void warmUpDoesNotCount() throws Exception {
        Tally tally = new Tally(TWO_READERS);
        tally.begin(Schedule.from(System.nanoTime(), 10));
        Reader reader = new Reader(tally);
        reader.received(message(9));
        reader.received(message(10));

        assertThat(tally.listening()).isEqualTo(1);
        assertThat(figures(tally).delivered()).isEqualTo(1);
        assertThat(figures(tally).missing()).isEqualTo(19);
        assertThat(figures(tally).cpuMicros()).isEqualTo(10_000);
    }

    @Test
    void whatComesAgainIsNotADelivery() throws Exception {
        Tally tally = new Tally(TWO_READERS);
        tally.begin(Schedule.from(System.nanoTime(), 10));
        Reader reader = new Reader(tally);
        reader.received(message(11));
        reader.received(message(11));
        reader.received(message(10));

        assertThat(figures(tally).delivered()).isEqualTo(1);
        assertThat(figures(tally).repeated()).isEqualTo(2);
    }

    @Test
    void latencyCountsFromWhenTheMessageWasDue() throws Exception {
        Tally tally = new Tally(TWO_READERS);
        tally.begin(Schedule.from(System.nanoTime() - TimeUnit.SECONDS.toNanos(5), 10));
        new Reader(tally).received(message(10));

        assertThat(figures(tally).p50()).isGreaterThanOrEqualTo(3_990);
    }
}
