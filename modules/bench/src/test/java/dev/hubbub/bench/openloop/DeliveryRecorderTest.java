// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.bench.load.MessageIndex;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeliveryRecorderTest {
    private static final FanoutWorkload TWO_READERS =
            new FanoutWorkload(1, 2, 10, 20, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private static RoundResult result(DeliveryRecorder recorder) throws InterruptedException {
        recorder.await(Duration.ofMillis(1));
        return recorder.result(Duration.ofMillis(10), 0);
    }

    private static Buffer message(long index) {
        return Buffer.buffer(MessageIndex.textWith(index, 20));
    }

    @Test
    void warmUpDoesNotCount() throws Exception {
        DeliveryRecorder recorder = new DeliveryRecorder(TWO_READERS);
        recorder.begin(SendSchedule.from(System.nanoTime(), 10));
        ReaderSocket reader = new ReaderSocket(recorder);
        reader.received(message(9));
        reader.received(message(10));

        assertThat(recorder.activeReaders()).isEqualTo(1);
        assertThat(result(recorder).delivered()).isEqualTo(1);
        assertThat(result(recorder).missing()).isEqualTo(19);
        assertThat(result(recorder).cpuMicros()).isEqualTo(10_000);
    }

    @Test
    void repeatedMessageIsNotADelivery() throws Exception {
        DeliveryRecorder recorder = new DeliveryRecorder(TWO_READERS);
        recorder.begin(SendSchedule.from(System.nanoTime(), 10));
        ReaderSocket reader = new ReaderSocket(recorder);
        reader.received(message(11));
        reader.received(message(11));
        reader.received(message(10));

        assertThat(result(recorder).delivered()).isEqualTo(1);
        assertThat(result(recorder).repeated()).isEqualTo(2);
    }

    @Test
    void latencyCountsFromWhenTheMessageWasDue() throws Exception {
        DeliveryRecorder recorder = new DeliveryRecorder(TWO_READERS);
        recorder.begin(SendSchedule.from(System.nanoTime() - TimeUnit.SECONDS.toNanos(5), 10));
        new ReaderSocket(recorder).received(message(10));

        assertThat(result(recorder).latency().p50()).isGreaterThanOrEqualTo(3_990);
    }

    @Test
    void longerWarmUpMovesTheFirstMessageThatCounts() throws Exception {
        DeliveryRecorder recorder = new DeliveryRecorder(TWO_READERS);
        recorder.begin(SendSchedule.from(System.nanoTime(), 10));
        recorder.countFrom(20);
        ReaderSocket reader = new ReaderSocket(recorder);
        reader.received(message(10));
        reader.received(message(20));
        recorder.acked(19);
        recorder.acked(20);

        assertThat(result(recorder).delivered()).isEqualTo(1);
    }

    @Test
    void eachRoomHasItsShareOfDeliveries() throws Exception {
        FanoutWorkload workload = new FanoutWorkload(5, 10, 10, 20, Duration.ofSeconds(1), Duration.ofSeconds(1));
        DeliveryRecorder recorder = new DeliveryRecorder(workload);
        recorder.begin(SendSchedule.from(System.nanoTime(), 10));

        assertThat(result(recorder).missing()).isEqualTo(10 * 2);
    }
}
