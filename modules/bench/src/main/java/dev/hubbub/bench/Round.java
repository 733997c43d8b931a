// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One measurement: readers come, the sender keeps its schedule, what counts is counted. Blocks its thread. */
final class Round {
    private static final int CROWDS = Runtime.getRuntime().availableProcessors();
    private static final long CONNECT_SECONDS = 120;
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration LAST_DELIVERY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Peer peer;
    private final Load load;

    Round(Vertx vertx, Peer peer, Load load) {
        this.vertx = vertx;
        this.peer = peer;
        this.load = load;
    }

    Figures run() throws InterruptedException, TimeoutException {
        Tally tally = new Tally(load);
        List<String> crowds = gather(tally);
        try (Sender sender = new Sender(vertx, peer.scene(), load.bytes(), tally)) {
            return play(sender, tally);
        } finally {
            for (String crowd : crowds) {
                vertx.undeploy(crowd).await(CONNECT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private List<String> gather(Tally tally) throws TimeoutException {
        List<String> crowds = new ArrayList<>();
        for (int i = 0; i < CROWDS; i++) {
            int size = (load.readers() + i) / CROWDS;
            crowds.add(vertx.deployVerticle(new Crowd(peer.scene(), tally, size))
                    .await(CONNECT_SECONDS, TimeUnit.SECONDS));
        }
        return crowds;
    }

    private Figures play(Sender sender, Tally tally) throws InterruptedException {
        Schedule schedule = Schedule.from(System.nanoTime() + BREATH_NANOS, load.rate());
        tally.begin(schedule);
        long end = load.first() + load.counted();

        send(sender, schedule, 0, load.first());
        schedule.await(load.first());
        if (tally.listening() < load.readers()) {
            throw new IllegalStateException(peer.name() + ": " + tally.listening() + " of " + load.readers()
                    + " readers heard anything during the warm-up; refused sends: " + sender.refused());
        }
        Duration before = peer.process().cpu();
        long lateNanos = send(sender, schedule, load.first(), end);
        tally.await(LAST_DELIVERY);
        Duration cpu = peer.process().cpu().minus(before);
        return tally.figures(cpu, sender.refused(), lateNanos / 1e6);
    }

    /** Gives by how much the latest was late. */
    private static long send(Sender sender, Schedule schedule, long from, long to) {
        long latest = 0;
        for (long index = from; index < to; index++) {
            schedule.await(index);
            latest = Math.max(latest, System.nanoTime() - schedule.due(index));
            sender.send(index);
        }
        return latest;
    }
}
