// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.check.Violation;
import dev.hubbub.chaos.fault.FaultRun;
import dev.hubbub.chaos.fault.Planned;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** What came of a run, for people and for programs. */
final class Report {
    private final Outcome outcome;
    private final Order order;

    Report(Outcome outcome) {
        this.outcome = outcome;
        this.order = outcome.order();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "sent", outcome.sent() + ", acked " + outcome.acked() + ", sent again " + outcome.repeated());
        line(text, "received", outcome.received() + " entries, resets " + outcome.resets());
        line(text, "closed", outcome.closes() + " (code=sockets)");
        line(text, "recovery", outcome.recoveries().toString());
        line(text, "trouble", "for " + outcome.troubleAfterFaults().toMillis() + " ms after the last fault");
        line(text, "ack, no fault", outcome.acksElse().toString());
        line(text, "ack, fault", outcome.acksMeetingFaults().toString());
        if (outcome.notOffered() > 0) {
            line(text, "held back", outcome.notOffered() + " messages: their senders had too many waiting");
        }
        outcome.after().held().forEach((name, held) -> line(text, name, held(name, held)));
        outcome.peaks()
                .forEach((name, value) -> line(text, "peak", String.format(Locale.ROOT, "%s %.0f", name, value)));
        for (Violation violation : Violation.values()) {
            line(text, violation.toString(), Long.toString(outcome.findings().count(violation)));
        }
        outcome.findings()
                .examples()
                .forEach(example -> text.append("  ! ").append(example).append('\n'));
        return text.append(outcome.isClean() ? "clean\n" : "NOT CLEAN\n").toString();
    }

    JsonObject json() {
        JsonObject found = new JsonObject();
        for (Violation violation : Violation.values()) {
            found.put(violation.toString(), outcome.findings().count(violation));
        }
        return new JsonObject()
                .put("scenario", order.name())
                .put("seed", order.seed())
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("machine", machine())
                .put("load", load())
                .put("schedule", schedule())
                .put("sent", outcome.sent())
                .put("acked", outcome.acked())
                .put("sentAgain", outcome.repeated())
                .put("received", outcome.received())
                .put("resets", outcome.resets())
                .put("heldBack", outcome.notOffered())
                .put("closes", closes())
                .put("recovery", outcome.recoveries().json())
                .put("troubleAfterFaultsMillis", outcome.troubleAfterFaults().toMillis())
                .put("ackWithoutFault", outcome.acksElse().json())
                .put("ackMeetingFault", outcome.acksMeetingFaults().json())
                .put("processes", processes())
                .put("peaksOfANode", peaks())
                .put("findings", found)
                .put("examples", new JsonArray(outcome.findings().examples()))
                .put("clean", outcome.isClean());
    }

    private String held(String name, ProcessWatch.Held after) {
        ProcessWatch.Held before = outcome.before().held().getOrDefault(name, after);
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
                .put("version", Report.class.getPackage().getImplementationVersion());
    }

    private JsonObject load() {
        return new JsonObject()
                .put("perSecond", order.load().rate())
                .put("rooms", order.load().rooms())
                .put("senders", order.load().senders())
                .put("readers", order.load().readers())
                .put("deaf", order.load().deaf())
                .put("bytes", order.load().bytes())
                .put("restless", order.load().restless())
                .put("copies", order.load().copies())
                .put("clients", order.load().everybody())
                .put("seconds", order.duration().toMillis() / 1e3);
    }

    private JsonArray schedule() {
        JsonArray faults = new JsonArray();
        for (FaultRun.Spell spell : outcome.spells()) {
            Planned planned = spell.planned();
            faults.add(new JsonObject()
                    .put("atMillis", planned.at().toMillis())
                    .put("fault", planned.fault().toString())
                    .put("target", planned.target())
                    .put("millis", planned.length().toMillis())
                    .put("tookMillis", (spell.endNanos() - spell.startNanos()) / 1_000_000));
        }
        return faults;
    }

    private JsonObject closes() {
        JsonObject closes = new JsonObject();
        outcome.closes().forEach((code, sockets) -> closes.put(Integer.toString(code), sockets));
        return closes;
    }

    private JsonObject processes() {
        JsonObject processes = new JsonObject();
        outcome.after().held().forEach((name, after) -> {
            ProcessWatch.Held before = outcome.before().held().getOrDefault(name, after);
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
        outcome.peaks().forEach((name, value) -> peaks.put(name, Math.round(value)));
        return peaks;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-14s %s%n", name, value));
    }
}
