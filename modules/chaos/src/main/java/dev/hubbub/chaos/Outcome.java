// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.check.Findings;
import dev.hubbub.chaos.fault.FaultRun;
import dev.hubbub.chaos.record.Outage;
import dev.hubbub.chaos.record.Reading;
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

/** What came of a run, before it is written down. */
record Outcome(
        Order order,
        List<Recording> recordings,
        List<FaultRun.Spell> spells,
        Findings findings,
        ProcessWatch before,
        ProcessWatch after,
        Map<String, Double> peaks,
        long notOffered) {
    /** How long after a fault an answer may still be its victim. */
    private static final long AFTERMATH_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long LATE_NANOS = Duration.ofSeconds(2).toNanos();

    boolean isClean() {
        return findings.isEmpty();
    }

    long sent() {
        return sends().mapToLong(SendLog::size).sum();
    }

    long acked() {
        return sends().mapToLong(SendLog::answered).sum();
    }

    long repeated() {
        return recordings.stream().mapToLong(Recording::repeats).sum();
    }

    long received() {
        return readings()
                .flatMap(reading -> reading.marks().stream())
                .mapToLong(mark -> mark instanceof Reading.Mark.Run run ? run.to() - run.from() + 1 : 0)
                .sum();
    }

    long resets() {
        return readings().mapToLong(reading -> reading.resets().size()).sum();
    }

    /** How many sockets ended, by close code. */
    Map<Integer, Integer> closes() {
        Map<Integer, Integer> all = new TreeMap<>();
        recordings.forEach(recording -> recording.closes().forEach((code, n) -> all.merge(code, n, Integer::sum)));
        return all;
    }

    /** From the end of a socket until the first entry on another one. */
    Latencies recoveries() {
        return Latencies.ofNanos(recordings.stream()
                .flatMap(recording -> recording.outages().stream())
                .mapToLong(outage -> outage.endNanos() - outage.startNanos()));
    }

    /**
     * How long after the end of the last fault a socket was away, or a message not acked that was due for 2 s. What is never
     * over is a finding, and not counted here.
     */
    Duration troubleAfterFaults() {
        LongStream troubles = LongStream.concat(
                recordings.stream()
                        .flatMap(recording -> recording.outages().stream())
                        .mapToLong(Outage::endNanos)
                        .filter(end -> end != 0),
                sends().flatMapToLong(log -> IntStream.range(0, log.size())
                        .filter(log::isAcked)
                        .filter(number -> log.ackedNanos(number) - log.dueNanos(number) > LATE_NANOS)
                        .mapToLong(log::ackedNanos)));
        OptionalLong mended =
                spells.stream().mapToLong(FaultRun.Spell::endNanos).max();
        return mended.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(troubles.map(end -> end - mended.getAsLong()).reduce(0, Math::max));
    }

    /** From when a message was due until its ack, of those that met a fault or its aftermath. */
    Latencies acksMeetingFaults() {
        return Latencies.ofNanos(acks(true));
    }

    /** The same, of all others. */
    Latencies acksElse() {
        return Latencies.ofNanos(acks(false));
    }

    private LongStream acks(boolean meeting) {
        return sends().flatMapToLong(log -> IntStream.range(0, log.size())
                .filter(number -> log.isAcked(number))
                .filter(number -> meets(log.dueNanos(number), log.ackedNanos(number)) == meeting)
                .mapToLong(number -> log.ackedNanos(number) - log.dueNanos(number)));
    }

    private boolean meets(long from, long to) {
        return spells.stream()
                .anyMatch(spell -> from - spell.endNanos() < AFTERMATH_NANOS && spell.startNanos() - to < 0);
    }

    private Stream<SendLog> sends() {
        return recordings.stream().flatMap(recording -> recording.sends().stream());
    }

    private Stream<Reading> readings() {
        return recordings.stream().flatMap(recording -> recording.readings().stream());
    }
}
