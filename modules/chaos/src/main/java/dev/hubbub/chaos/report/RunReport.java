// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.report;

import dev.hubbub.chaos.check.Violation;
import dev.hubbub.chaos.fault.FaultInjector;
import dev.hubbub.chaos.fault.ScheduledFault;
import dev.hubbub.chaos.monitor.LiveHeap;
import dev.hubbub.chaos.monitor.ProcessUsage;
import dev.hubbub.chaos.run.RunPlan;
import dev.hubbub.chaos.run.RunResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** The result of a run, as text and as JSON. */
public final class RunReport {
    private final RunResult result;
    private final RunPlan plan;

    public RunReport(RunResult result) {
        this.result = result;
        this.plan = result.plan();
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "sent", result.sent() + ", acked " + result.acked() + ", sent again " + result.resent());
        line(text, "received", result.received() + " entries, resets " + result.resets());
        line(text, "closed", result.closes() + " (code=sockets)");
        line(text, "recovery", result.recoveryTimes().toString());
        line(text, "trouble", "for " + result.troubleAfterFaults().toMillis() + " ms after the last fault");
        line(text, "ack, no fault", result.acksWithoutFaults().toString());
        line(text, "ack, fault", result.acksDuringFaults().toString());
        if (result.heldBack() > 0) {
            line(text, "held back", result.heldBack() + " messages: their senders had too many waiting");
        }
        result.after().byName().forEach((name, usage) -> line(text, name, usage(name, usage)));
        result.peaks().forEach((name, value) -> line(text, "peak", String.format(Locale.ROOT, "%s %.0f", name, value)));
        for (Violation violation : Violation.values()) {
            line(text, violation.toString(), Long.toString(result.findings().count(violation)));
        }
        result.findings()
                .examples()
                .forEach(example -> text.append("  ! ").append(example).append('\n'));
        return text.append(result.isClean() ? "clean\n" : "NOT CLEAN\n").toString();
    }

    public JsonObject json() {
        JsonObject found = new JsonObject();
        for (Violation violation : Violation.values()) {
            found.put(violation.toString(), result.findings().count(violation));
        }
        return new JsonObject()
                .put("scenario", plan.name())
                .put("seed", plan.seed())
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("machine", machine())
                .put("load", load())
                .put("schedule", schedule())
                .put("sent", result.sent())
                .put("acked", result.acked())
                .put("sentAgain", result.resent())
                .put("received", result.received())
                .put("resets", result.resets())
                .put("heldBack", result.heldBack())
                .put("closes", closes())
                .put("recovery", result.recoveryTimes().json())
                .put("troubleAfterFaultsMillis", result.troubleAfterFaults().toMillis())
                .put("ackWithoutFault", result.acksWithoutFaults().json())
                .put("ackMeetingFault", result.acksDuringFaults().json())
                .put("processes", processes())
                .put("peaksOfANode", peaks())
                .put("findings", found)
                .put("examples", new JsonArray(result.findings().examples()))
                .put("clean", result.isClean());
    }

    private String usage(String name, ProcessUsage.Usage after) {
        ProcessUsage.Usage before = result.before().byName().getOrDefault(name, after);
        return String.format(
                Locale.ROOT,
                "descriptors %d, before %d; memory %d MB, before %d MB; live heap %s, before %s",
                after.descriptors(),
                before.descriptors(),
                after.residentKilobytes() / 1024,
                before.residentKilobytes() / 1024,
                inside(after.heap()),
                inside(before.heap()));
    }

    private static String inside(Optional<LiveHeap> heap) {
        return heap.map(live ->
                        live.kilobytes() / 1024 + " MB, " + live.timers() + " timers, " + live.handlers() + " handlers")
                .orElse("unknown");
    }

    private static JsonObject machine() {
        return new JsonObject()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("java", System.getProperty("java.version"))
                .put("version", RunReport.class.getPackage().getImplementationVersion());
    }

    private JsonObject load() {
        return new JsonObject()
                .put("perSecond", plan.workload().rate())
                .put("rooms", plan.workload().rooms())
                .put("senders", plan.workload().senders())
                .put("readers", plan.workload().readers())
                .put("deaf", plan.workload().deaf())
                .put("bytes", plan.workload().bytes())
                .put("restless", plan.workload().restless())
                .put("copies", plan.workload().copies())
                .put("changeOneIn", plan.workload().changeOneIn())
                .put("clients", plan.workload().totalClients())
                .put("seconds", plan.duration().toMillis() / 1e3);
    }

    private JsonArray schedule() {
        JsonArray faults = new JsonArray();
        for (FaultInjector.Injection injection : result.injections()) {
            ScheduledFault planned = injection.scheduled();
            faults.add(new JsonObject()
                    .put("atMillis", planned.at().toMillis())
                    .put("fault", planned.fault().toString())
                    .put("target", planned.target())
                    .put("millis", planned.duration().toMillis())
                    .put("tookMillis", (injection.endNanos() - injection.startNanos()) / 1_000_000));
        }
        return faults;
    }

    private JsonObject closes() {
        JsonObject closes = new JsonObject();
        result.closes().forEach((code, sockets) -> closes.put(Integer.toString(code), sockets));
        return closes;
    }

    private JsonObject processes() {
        JsonObject processes = new JsonObject();
        result.after().byName().forEach((name, after) -> {
            ProcessUsage.Usage before = result.before().byName().getOrDefault(name, after);
            JsonObject process = new JsonObject()
                    .put("descriptorsBefore", before.descriptors())
                    .put("descriptorsAfter", after.descriptors())
                    .put("megabytesBefore", before.residentKilobytes() / 1024)
                    .put("megabytesAfter", after.residentKilobytes() / 1024);
            before.heap().ifPresent(heap -> put(process, heap, "Before"));
            after.heap().ifPresent(heap -> put(process, heap, "After"));
            processes.put(name, process);
        });
        return processes;
    }

    private static void put(JsonObject process, LiveHeap heap, String when) {
        process.put("liveHeapMegabytes" + when, heap.kilobytes() / 1024)
                .put("timers" + when, heap.timers())
                .put("handlers" + when, heap.handlers());
    }

    private JsonObject peaks() {
        JsonObject peaks = new JsonObject();
        result.peaks().forEach((name, value) -> peaks.put(name, Math.round(value)));
        return peaks;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-14s %s%n", name, value));
    }
}
