// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import dev.hubbub.chaos.check.AckCheck;
import dev.hubbub.chaos.check.DeliveryChecks;
import dev.hubbub.chaos.check.Findings;
import dev.hubbub.chaos.deployment.Deployment;
import dev.hubbub.chaos.fault.CrowdTarget;
import dev.hubbub.chaos.fault.FaultInjector;
import dev.hubbub.chaos.fault.FaultTargets;
import dev.hubbub.chaos.monitor.GaugePeaks;
import dev.hubbub.chaos.monitor.GaugeSnapshot;
import dev.hubbub.chaos.monitor.LeakCheck;
import dev.hubbub.chaos.monitor.ProcessUsage;
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

/** One run, from the first client to the findings. Blocks its thread. */
public final class ChaosRun {
    private static final Duration CONNECT_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration LEAK_TIMEOUT = Duration.ofSeconds(45);

    /** Objects that need a timer or several collections to go are gone after a few checks. */
    private static final int MAX_HEAP_CHECKS = 6;

    private static final Duration HEAP_CHECK_PAUSE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Deployment deployment;
    private final RunPlan plan;
    private final Consumer<String> log;

    public ChaosRun(Vertx vertx, Deployment deployment, RunPlan plan, Consumer<String> log) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.plan = plan;
        this.log = log;
    }

    public RunResult run() throws InterruptedException, TimeoutException {
        String name = "chaos" + UUID.randomUUID().toString().substring(0, 8);
        try (RoomClient roomClient = new RoomClient(vertx, deployment, name)) {
            List<RoomId> rooms = roomClient.create(plan.workload().rooms());
            ProcessUsage before = readUsage();
            GaugeSnapshot gaugesBefore = GaugeSnapshot.scrape(deployment.adminUrls());
            List<Recording> recordings = new ArrayList<>();
            LoadGenerator clients = new LoadGenerator(vertx, deployment, plan.workload(), plan.clientPolicy());
            clients.connect(name, rooms);
            List<FaultInjector.Injection> injections;
            Map<String, Double> highest;
            try (DuplicateSender duplicateSender =
                            new DuplicateSender(vertx, deployment, name + "-copier", rooms.get(0), plan.workload());
                    Crowd crowd = new Crowd(vertx, deployment, name + "-crowd", rooms.get(0));
                    GaugePeaks peaks = GaugePeaks.of(deployment.adminUrls())) {
                recordings.add(duplicateSender.recording());
                recordings.add(crowd.recording());
                injections = applyLoad(clients, duplicateSender, crowd);
                settle(clients, roomClient, rooms);
                highest = peaks.highest();
            }
            clients.stop();
            recordings.addAll(clients.recordings());
            Findings findings = DeliveryChecks.all(recordings, rooms, roomClient);
            AckCheck.check(recordings, plan.ackBound(), findings);
            LeakCheck.peaks(highest, plan.gaugeBounds(), findings);
            ProcessUsage after = checkLeaks(before, gaugesBefore, findings);
            return new RunResult(plan, recordings, injections, findings, before, after, highest, clients.heldBack());
        }
    }

    /** Applies load and faults. */
    private List<FaultInjector.Injection> applyLoad(
            LoadGenerator clients, DuplicateSender duplicateSender, CrowdTarget crowd)
            throws InterruptedException, TimeoutException {
        int expected = plan.workload().readingClients();
        if (!BlockingWait.until(() -> clients.live() >= expected, CONNECT_TIMEOUT)) {
            throw new IllegalStateException(clients.live() + " of " + expected + " clients are live after "
                    + CONNECT_TIMEOUT.toSeconds() + " s");
        }
        log.accept(expected + " clients are live");
        FaultTargets targets = new FaultTargets(
                deployment.processes(),
                deployment.links(),
                clients::dropConnections,
                Map.of(FaultTargets.ROOMS, crowd));
        try (FaultInjector faults = new FaultInjector(targets, log)) {
            clients.startSending();
            faults.start(plan.schedule());
            duplicateSender.sendFor(plan.duration(), plan.schedule().faults().isEmpty());
            clients.stopSending();
            return faults.await();
        }
    }

    /** Waits until all messages are acked and delivered; what is late counts as a finding. */
    private void settle(LoadGenerator clients, RoomClient roomClient, List<RoomId> rooms) {
        log.accept("no more messages; waiting for what is under way");
        // a client that reconnects late joins again, which adds an entry
        BlockingWait.until(() -> clients.live() >= plan.workload().readingClients(), plan.settleTime());
        BlockingWait.until(() -> clients.unanswered() == 0, plan.settleTime());
        Map<RoomId, Long> heads = new HashMap<>();
        rooms.forEach(room -> heads.put(room, roomClient.head(room)));
        BlockingWait.until(() -> clients.hasReceived(heads), plan.settleTime());
        log.accept("reading " + heads.values().stream().mapToLong(head -> head).sum() + " stored entries");
    }

    private ProcessUsage checkLeaks(ProcessUsage before, GaugeSnapshot gaugesBefore, Findings findings) {
        BlockingWait.until(() -> leaks(before, gaugesBefore).isEmpty(), LEAK_TIMEOUT);
        ProcessUsage after = readUsage();
        for (int checks = 0; checks < MAX_HEAP_CHECKS && leaks(before, after); checks++) {
            BlockingWait.sleep(HEAP_CHECK_PAUSE);
            after = readUsage();
        }
        findLeaks(before, after, findings);
        LeakCheck.gauges(gaugesBefore, GaugeSnapshot.scrape(deployment.adminUrls()), plan.leakGauges(), findings);
        return after;
    }

    private ProcessUsage readUsage() {
        Map<String, Long> pids = deployment.pids();
        return deployment.isLocal() ? ProcessUsage.readWithHeap(pids) : ProcessUsage.read(pids);
    }

    private boolean leaks(ProcessUsage before, ProcessUsage after) {
        Findings found = new Findings();
        findLeaks(before, after, found);
        return !found.isEmpty();
    }

    private void findLeaks(ProcessUsage before, ProcessUsage after, Findings findings) {
        LeakCheck.processes(before, after, findings);
        LeakCheck.objects(before, after, findings);
    }

    private Findings leaks(ProcessUsage before, GaugeSnapshot gaugesBefore) {
        Findings found = new Findings();
        LeakCheck.processes(before, ProcessUsage.read(deployment.pids()), found);
        LeakCheck.gauges(gaugesBefore, GaugeSnapshot.scrape(deployment.adminUrls()), plan.leakGauges(), found);
        return found;
    }
}
