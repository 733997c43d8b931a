// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import dev.hubbub.bench.peer.ServerUnderTest;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One measurement: readers connect, the sender follows its schedule, deliveries are counted. Blocks its thread. */
public final class FanoutRound {
    private static final long START_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration LAST_DELIVERY_TIMEOUT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ServerUnderTest server;
    private final FanoutWorkload workload;

    public FanoutRound(Vertx vertx, ServerUnderTest server, FanoutWorkload workload) {
        this.vertx = vertx;
        this.server = server;
        this.workload = workload;
    }

    public RoundResult run() throws InterruptedException, TimeoutException {
        DeliveryRecorder recorder = new DeliveryRecorder(workload);
        List<String> groupIds = ReaderGroup.connect(vertx, server.endpoint(), recorder, workload.readers());
        try (OpenLoopSender sender = new OpenLoopSender(vertx, server.endpoint(), workload.bytes(), recorder)) {
            return measure(sender, recorder);
        } finally {
            ReaderGroup.disconnect(vertx, groupIds);
        }
    }

    private RoundResult measure(OpenLoopSender sender, DeliveryRecorder recorder) throws InterruptedException {
        SendSchedule schedule = SendSchedule.from(System.nanoTime() + START_DELAY_NANOS, workload.rate());
        recorder.begin(schedule);
        long end = workload.firstCounted() + workload.countedMessages();

        send(sender, schedule, 0, workload.firstCounted());
        schedule.await(workload.firstCounted());
        if (recorder.activeReaders() < workload.readers()) {
            throw new IllegalStateException(
                    server.name() + ": " + recorder.activeReaders() + " of " + workload.readers()
                            + " readers heard anything during the warm-up; refused sends: " + recorder.refusals());
        }
        Duration before = server.meter().cpu();
        long lateNanos = send(sender, schedule, workload.firstCounted(), end);
        recorder.await(LAST_DELIVERY_TIMEOUT);
        Duration cpu = server.meter().cpu().minus(before);
        return recorder.result(cpu, lateNanos / 1e6);
    }

    /** Returns the longest delay. */
    private static long send(OpenLoopSender sender, SendSchedule schedule, long from, long to) {
        long latest = 0;
        for (long index = from; index < to; index++) {
            schedule.await(index);
            latest = Math.max(latest, System.nanoTime() - schedule.due(index));
            sender.send(index);
        }
        return latest;
    }
}
