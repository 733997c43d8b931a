// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import dev.hubbub.chaos.record.Reading;
import java.util.TreeMap;

/** One subscriber gets every entry after its first position, each once, in order. */
final class ReadingCheck {
    private final Reading reading;
    private final Findings findings;
    /** What was passed over: the first seq of each piece, and the last. */
    private final TreeMap<Long, Long> missing = new TreeMap<>();

    private long last;
    private boolean following;

    ReadingCheck(Reading reading, Findings findings) {
        this.reading = reading;
        this.findings = findings;
    }

    /** {@code head} is the last seq of the room. */
    void check(long head) {
        last = head;
        for (Reading.Mark mark : reading.marks()) {
            if (mark instanceof Reading.Mark.Began began) {
                last = began.seq();
                following = true;
            } else if (mark instanceof Reading.Mark.Left) {
                following = false;
            } else if (mark instanceof Reading.Mark.Run run) {
                run(run.from(), run.to());
            }
        }
        if (following) {
            pass(head + 1);
        }
        missing.forEach((from, to) -> findings.found(
                Violation.GAP, to - from + 1, who() + " never got " + from + " to " + to + " of " + reading.room()));
        reading.resets().stream()
                .filter(reset -> "ahead".equals(reset.reason()))
                .forEach(reset -> findings.found(
                        Violation.ACKED_LOST, who() + " has seen more than the hub knows of: reset to " + reset.seq()));
    }

    private void run(long from, long to) {
        if (from > last) {
            pass(from);
            last = to;
            return;
        }
        long late = recover(from, to);
        long again = Math.min(to, last) - from + 1 - late;
        if (late > 0) {
            findings.found(Violation.ORDER, late, who() + " got " + from + " after " + last + " of " + reading.room());
        }
        if (again > 0) {
            findings.found(Violation.DUPLICATE, again, who() + " got " + from + " again, in " + reading.room());
        }
        last = Math.max(last, to);
    }

    /** What lies between the last entry and this one is missing so far. */
    private void pass(long next) {
        if (next > last + 1) {
            missing.put(last + 1, next - 1);
        }
    }

    /** Takes what came late out of the missing, and gives how many that are. */
    private long recover(long from, long to) {
        long late = 0;
        for (long seq = from; seq <= Math.min(to, last); seq++) {
            var piece = missing.floorEntry(seq);
            if (piece != null && piece.getValue() >= seq) {
                late++;
                missing.remove(piece.getKey());
                if (piece.getKey() < seq) {
                    missing.put(piece.getKey(), seq - 1);
                }
                if (piece.getValue() > seq) {
                    missing.put(seq + 1, piece.getValue());
                }
            }
        }
        return late;
    }

    private String who() {
        return reading.reader();
    }
}
