// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whether acks went on in time: one in a hundred may be late. */
public final class AckCheck {
    private static final int ONE_IN = 100;

    /** @param bound how long after a message was due its ack may come; null: any time */
    public static void check(List<Recording> recordings, @Nullable Duration bound, Findings findings) {
        if (bound == null) {
            return;
        }
        List<SendLog> logs = recordings.stream()
                .flatMap(recording -> recording.sendLogs().stream())
                .toList();
        long acks = logs.stream().mapToLong(SendLog::ackedCount).sum();
        long late = logs.stream().mapToLong(log -> late(log, bound.toNanos())).sum();
        if (late * ONE_IN > acks) {
            findings.found(
                    Violation.LATE,
                    late,
                    late + " of " + acks + " acks came after more than " + bound.toMillis() + " ms");
        }
    }

    private static long late(SendLog log, long boundNanos) {
        return IntStream.range(0, log.size())
                .filter(number -> log.isAcked(number) && log.ackedNanos(number) - log.dueNanos(number) > boundNanos)
                .count();
    }

    private AckCheck() {}
}
