// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import dev.hubbub.chaos.check.Findings;
import dev.hubbub.chaos.fault.FaultInjector;
import dev.hubbub.chaos.monitor.ProcessUsage;
import dev.hubbub.chaos.record.Outage;
import dev.hubbub.chaos.record.ReceiveLog;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The result of a run, as a report needs it. */
public record RunResult(
        RunPlan plan,
        List<Recording> recordings,
        List<FaultInjector.Injection> injections,
        Findings findings,
        ProcessUsage before,
        ProcessUsage after,
        Map<String, Double> peaks,
        long heldBack) {
    /** How long after a fault an ack may still be late because of it. */
    private static final long AFTERMATH_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long LATE_NANOS = Duration.ofSeconds(2).toNanos();

    public boolean isClean() {
        return findings.isEmpty();
    }

    public long sent() {
        return sendLogs().mapToLong(SendLog::size).sum();
    }

    public long acked() {
        return sendLogs().mapToLong(SendLog::ackedCount).sum();
    }

    public long resent() {
        return recordings.stream().mapToLong(Recording::resentMessages).sum();
    }

    public long received() {
        return receiveLogs()
                .flatMap(log -> log.parts().stream())
                .mapToLong(part -> part instanceof ReceiveLog.Part.Range range ? range.to() - range.from() + 1 : 0)
                .sum();
    }

    public long resets() {
        return receiveLogs().mapToLong(log -> log.resets().size()).sum();
    }

    /** The number of closed sockets by close code. */
    public Map<Integer, Integer> closes() {
        Map<Integer, Integer> all = new TreeMap<>();
        recordings.forEach(recording -> recording.closeCodes().forEach((code, n) -> all.merge(code, n, Integer::sum)));
        return all;
    }

    /** The times from the end of a socket until the first entry on another one. */
    public LatencySummary recoveryTimes() {
        return LatencySummary.ofNanos(recordings.stream()
                .flatMap(recording -> recording.outages().stream())
                .mapToLong(outage -> outage.endNanos() - outage.startNanos()));
    }

    /**
     * The time after the last fault until all clients are back and all messages that were 2 s late are acked. Trouble
     * without an end is a finding, and not counted here.
     */
    public Duration troubleAfterFaults() {
        LongStream troubleEnds = LongStream.concat(
                recordings.stream()
                        .flatMap(recording -> recording.outages().stream())
                        .mapToLong(Outage::endNanos)
                        .filter(end -> end != 0),
                sendLogs().flatMapToLong(log -> IntStream.range(0, log.size())
                        .filter(log::isAcked)
                        .filter(number -> log.ackedNanos(number) - log.dueNanos(number) > LATE_NANOS)
                        .mapToLong(log::ackedNanos)));
        OptionalLong lastFaultEnd =
                injections.stream().mapToLong(FaultInjector.Injection::endNanos).max();
        return lastFaultEnd.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(
                        troubleEnds.map(end -> end - lastFaultEnd.getAsLong()).reduce(0, Math::max));
    }

    /** The times from when a message was due until its ack, for messages during a fault or just after one. */
    public LatencySummary acksDuringFaults() {
        return LatencySummary.ofNanos(acks(true));
    }

    /** The same for all other messages. */
    public LatencySummary acksWithoutFaults() {
        return LatencySummary.ofNanos(acks(false));
    }

    private LongStream acks(boolean duringFault) {
        return sendLogs().flatMapToLong(log -> IntStream.range(0, log.size())
                .filter(number -> log.isAcked(number))
                .filter(number -> overlapsFault(log.dueNanos(number), log.ackedNanos(number)) == duringFault)
                .mapToLong(number -> log.ackedNanos(number) - log.dueNanos(number)));
    }

    private boolean overlapsFault(long from, long to) {
        return injections.stream()
                .anyMatch(
                        injection -> from - injection.endNanos() < AFTERMATH_NANOS && injection.startNanos() - to < 0);
    }

    private Stream<SendLog> sendLogs() {
        return recordings.stream().flatMap(recording -> recording.sendLogs().stream());
    }

    private Stream<ReceiveLog> receiveLogs() {
        return recordings.stream().flatMap(recording -> recording.receiveLogs().stream());
    }
}
