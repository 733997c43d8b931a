// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import dev.hubbub.chaos.record.SendLog;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Checks that each message has an ack, always with one seq, above all seqs that were acked before it was sent. */
final class SendCheck {
    static void check(SendLog log, Findings findings) {
        log.mismatches().forEach(what -> findings.found(Violation.ACK_MISMATCH, what));
        IntStream.range(0, log.size())
                .filter(number -> !log.isAcked(number))
                .forEach(number -> findings.found(
                        Violation.UNANSWERED, log.clientId(number) + " in " + log.room() + " has no ack"));
        if (log.changes().open() > 0) {
            findings.found(
                    Violation.UNANSWERED,
                    log.changes().open(),
                    "changes of " + log.sender() + " in " + log.room() + " have no ack");
        }
        order(log, findings);
    }

    /** Compares sends and acks by time: a message must have a higher seq than those acked before it was sent. */
    private static void order(SendLog log, Findings findings) {
        List<Integer> sends = sorted(log, Comparator.comparingLong(log::firstSentNanos));
        List<Integer> acks = sorted(log, Comparator.comparingLong(log::ackedNanos));
        long newest = 0;
        int acked = 0;
        for (int number : sends) {
            while (acked < acks.size() && log.ackedNanos(acks.get(acked)) < log.firstSentNanos(number)) {
                newest = Math.max(newest, log.seq(acks.get(acked++)));
            }
            if (log.seq(number) < newest) {
                findings.found(
                        Violation.ORDER,
                        log.clientId(number) + " has seq " + log.seq(number) + ", but was sent after the ack of "
                                + newest);
            }
        }
    }

    private static List<Integer> sorted(SendLog log, Comparator<Integer> by) {
        return IntStream.range(0, log.size())
                .filter(log::isAcked)
                .boxed()
                .sorted(by)
                .toList();
    }

    private SendCheck() {}
}
