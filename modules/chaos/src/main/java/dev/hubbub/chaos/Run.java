// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.check.Checks;
import dev.hubbub.chaos.check.Findings;
import dev.hubbub.chaos.deploy.Deployment;
import dev.hubbub.chaos.fault.FaultRun;
import dev.hubbub.chaos.fault.Targets;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One run from the first client to the findings. Blocks its thread. */
final class Run {
    private static final Duration ARRIVAL = Duration.ofMinutes(2);
    private static final Duration FAREWELL = Duration.ofSeconds(45);

    /** What is left to timers, and to more than one collection, is gone after a few looks: a node's first life, for one. */
    private static final int LOOKS = 6;

    private static final Duration BREATH = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Deployment deployment;
    private final Order order;
    private final Consumer<String> log;

    Run(Vertx vertx, Deployment deployment, Order order, Consumer<String> log) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.order = order;
        this.log = log;
    }

    Outcome run() throws InterruptedException, TimeoutException {
        String name = "chaos" + UUID.randomUUID().toString().substring(0, 8);
        try (Archive archive = new Archive(vertx, deployment, name)) {
            List<RoomId> rooms = archive.create(order.load().rooms());
            ProcessWatch before = look();
            Gauges gauges = Gauges.read(deployment.admin());
            List<Recording> recordings = new ArrayList<>();
            Audience audience = new Audience(vertx, deployment, order.load(), order.manners());
            audience.gather(name, rooms);
            List<FaultRun.Spell> spells;
            Map<String, Double> highest;
            try (Copier copier = new Copier(vertx, deployment, name + "-copier", rooms.get(0), order.load());
                    Peaks peaks = Peaks.of(deployment.admin())) {
                recordings.add(copier.recording());
                spells = play(audience, copier);
                settle(audience, archive, rooms);
                highest = peaks.highest();
            }
            audience.dismiss();
            recordings.addAll(audience.recordings());
            Findings findings = Checks.all(recordings, rooms, archive);
            LeakCheck.peaks(highest, order.bounds(), findings);
            ProcessWatch after = watchLeaks(before, gauges, findings);
            return new Outcome(order, recordings, spells, findings, before, after, highest, audience.notOffered());
        }
    }

    /** Load and faults. */
    private List<FaultRun.Spell> play(Audience audience, Copier copier) throws InterruptedException, TimeoutException {
        int expected = order.load().listening();
        if (!Pause.until(() -> audience.live() >= expected, ARRIVAL)) {
            throw new IllegalStateException(
                    audience.live() + " of " + expected + " clients are live after " + ARRIVAL.toSeconds() + " s");
        }
        log.accept(expected + " clients are live");
        Targets targets = new Targets(deployment.processes(), deployment.links(), audience::drop);
        try (FaultRun faults = new FaultRun(targets, log)) {
            audience.speak();
            faults.start(order.schedule());
            copier.speakFor(order.duration(), order.schedule().faults().isEmpty());
            audience.hush();
            return faults.await();
        }
    }

    /** Everything gets the time to be acked, and to reach everybody; what has not by then counts as found. */
    private void settle(Audience audience, Archive archive, List<RoomId> rooms) {
        log.accept("no more messages; waiting for what is under way");
        // who comes back late joins again, which is one more entry
        Pause.until(() -> audience.live() >= order.load().listening(), order.settle());
        Pause.until(() -> audience.unanswered() == 0, order.settle());
        Map<RoomId, Long> heads = new HashMap<>();
        rooms.forEach(room -> heads.put(room, archive.head(room)));
        Pause.until(() -> audience.hasAll(heads), order.settle());
        log.accept("reading " + heads.values().stream().mapToLong(head -> head).sum() + " stored entries");
    }

    private ProcessWatch watchLeaks(ProcessWatch before, Gauges gauges, Findings findings) {
        Pause.until(() -> leaks(before, gauges).isEmpty(), FAREWELL);
        ProcessWatch after = look();
        for (int more = 0; more < LOOKS && leaks(before, after); more++) {
            Pause.of(BREATH);
            after = look();
        }
        judge(before, after, findings);
        LeakCheck.gauges(gauges, Gauges.read(deployment.admin()), order.gauges(), findings);
        return after;
    }

    private ProcessWatch look() {
        Map<String, Long> pids = deployment.pids();
        return deployment.isOwn() ? ProcessWatch.lookInside(pids) : ProcessWatch.look(pids);
    }

    private boolean leaks(ProcessWatch before, ProcessWatch after) {
        Findings found = new Findings();
        judge(before, after, found);
        return !found.isEmpty();
    }

    private void judge(ProcessWatch before, ProcessWatch after, Findings findings) {
        LeakCheck.processes(before, after, findings);
        LeakCheck.objects(before, after, findings);
    }

    private Findings leaks(ProcessWatch before, Gauges gauges) {
        Findings found = new Findings();
        LeakCheck.processes(before, ProcessWatch.look(deployment.pids()), found);
        LeakCheck.gauges(gauges, Gauges.read(deployment.admin()), order.gauges(), found);
        return found;
    }
}
