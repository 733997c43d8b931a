// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import dev.hubbub.bench.peer.ServerEndpoint;
import dev.hubbub.bench.peer.ServerUnderTest;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One measurement: readers connect, the sender follows its schedule, deliveries are counted. Blocks its thread. */
public final class FanoutRound {
    private static final long START_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int WARMUPS_AT_MOST = 5;
    private static final Duration LAST_DELIVERY_TIMEOUT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ServerUnderTest server;
    private final ServerEndpoint readers;
    private final FanoutWorkload workload;

    public FanoutRound(Vertx vertx, ServerUnderTest server, FanoutWorkload workload) {
        this(vertx, server, server.endpoint(), workload);
    }

    /** @param readers where readers connect; senders connect to the first node of the server */
    public FanoutRound(Vertx vertx, ServerUnderTest server, ServerEndpoint readers, FanoutWorkload workload) {
        this.vertx = vertx;
        this.server = server;
        this.readers = readers;
        this.workload = workload;
    }

    public RoundResult run() throws InterruptedException, TimeoutException {
        DeliveryRecorder recorder = new DeliveryRecorder(workload);
        List<String> groupIds = ReaderGroup.connect(vertx, readers, recorder, workload.readers());
        try (OpenLoopSender sender = new OpenLoopSender(vertx, server.endpoint(), workload.bytes(), recorder)) {
            return measure(sender, recorder);
        } finally {
            ReaderGroup.disconnect(vertx, groupIds);
        }
    }

    private RoundResult measure(OpenLoopSender sender, DeliveryRecorder recorder) throws InterruptedException {
        SendSchedule schedule = SendSchedule.from(System.nanoTime() + START_DELAY_NANOS, workload.rate());
        recorder.begin(schedule);
        recorder.countNothing();
        long first = warmUp(sender, recorder, schedule);
        recorder.countFrom(first);
        Duration before = server.meter().cpu();
        long lateNanos = send(sender, schedule, first, first + workload.countedMessages());
        recorder.await(LAST_DELIVERY_TIMEOUT);
        Duration cpu = server.meter().cpu().minus(before);
        return recorder.result(cpu, lateNanos / 1e6);
    }

    /** Goes on until each reader has heard something; returns the index of the first message that counts. */
    private long warmUp(OpenLoopSender sender, DeliveryRecorder recorder, SendSchedule schedule) {
        long sent = 0;
        for (int turn = 0; turn < WARMUPS_AT_MOST; turn++) {
            long end = sent + workload.firstCounted();
            send(sender, schedule, sent, end);
            schedule.await(end);
            sent = end;
            if (recorder.activeReaders() >= workload.readers()) {
                return sent;
            }
        }
        throw new IllegalStateException(server.name() + ": " + recorder.activeReaders() + " of " + workload.readers()
                + " readers heard anything during the warm-up; refused sends: " + recorder.refusals());
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
