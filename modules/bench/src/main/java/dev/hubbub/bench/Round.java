// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import dev.hubbub.bench.load.DeliveryRecorder;
import dev.hubbub.bench.load.FanoutWorkload;
import dev.hubbub.bench.load.OpenLoopSender;
import dev.hubbub.bench.load.ReaderGroup;
import dev.hubbub.bench.load.RoundResult;
import dev.hubbub.bench.load.SendSchedule;
import dev.hubbub.bench.server.ServerUnderTest;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One measurement: readers connect, the sender follows its schedule, deliveries are counted. Blocks its thread. */
final class Round {
    private static final int READER_GROUPS = Runtime.getRuntime().availableProcessors();
    private static final long CONNECT_SECONDS = 120;
    private static final long START_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration LAST_DELIVERY_TIMEOUT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ServerUnderTest server;
    private final FanoutWorkload workload;

    Round(Vertx vertx, ServerUnderTest server, FanoutWorkload workload) {
        this.vertx = vertx;
        this.server = server;
        this.workload = workload;
    }

    RoundResult run() throws InterruptedException, TimeoutException {
        DeliveryRecorder recorder = new DeliveryRecorder(workload);
        List<String> groupIds = connectReaders(recorder);
        try (OpenLoopSender sender = new OpenLoopSender(vertx, server.endpoint(), workload.bytes(), recorder)) {
            return measure(sender, recorder);
        } finally {
            for (String groupId : groupIds) {
                vertx.undeploy(groupId).await(CONNECT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private List<String> connectReaders(DeliveryRecorder recorder) throws TimeoutException {
        List<String> groupIds = new ArrayList<>();
        for (int i = 0; i < READER_GROUPS; i++) {
            int size = (workload.readers() + i) / READER_GROUPS;
            groupIds.add(vertx.deployVerticle(new ReaderGroup(server.endpoint(), recorder, size))
                    .await(CONNECT_SECONDS, TimeUnit.SECONDS));
        }
        return groupIds;
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
                            + " readers heard anything during the warm-up; refused sends: " + sender.refused());
        }
        Duration before = server.process().cpu();
        long lateNanos = send(sender, schedule, workload.firstCounted(), end);
        recorder.await(LAST_DELIVERY_TIMEOUT);
        Duration cpu = server.process().cpu().minus(before);
        return recorder.result(cpu, sender.refused(), lateNanos / 1e6);
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
