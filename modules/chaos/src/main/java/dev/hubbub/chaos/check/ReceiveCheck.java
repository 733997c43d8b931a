// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import dev.hubbub.chaos.record.ReceiveLog;
import java.util.TreeMap;

/** Checks that a subscriber received every entry after its start position, once and in order. */
final class ReceiveCheck {
    private final ReceiveLog log;
    private final Findings findings;
    /** The gaps so far: first seq to last seq. */
    private final TreeMap<Long, Long> missing = new TreeMap<>();

    private long last;
    private boolean subscribed;

    ReceiveCheck(ReceiveLog log, Findings findings) {
        this.log = log;
        this.findings = findings;
    }

    /** {@code head} is the last seq of the room. */
    void check(long head) {
        last = head;
        for (ReceiveLog.Part part : log.parts()) {
            if (part instanceof ReceiveLog.Part.Subscribed start) {
                last = start.seq();
                subscribed = true;
            } else if (part instanceof ReceiveLog.Part.Unsubscribed) {
                subscribed = false;
            } else if (part instanceof ReceiveLog.Part.Range range) {
                range(range.from(), range.to());
            }
        }
        if (subscribed) {
            markMissing(head + 1);
        }
        missing.forEach((from, to) -> findings.found(
                Violation.GAP, to - from + 1, subscriber() + " never got " + from + " to " + to + " of " + log.room()));
        log.resets().stream()
                .filter(reset -> "ahead".equals(reset.reason()))
                .forEach(reset -> findings.found(
                        Violation.ACKED_LOST,
                        subscriber() + " has seen more than the hub knows of: reset to " + reset.seq()));
    }

    private void range(long from, long to) {
        if (from > last) {
            markMissing(from);
            last = to;
            return;
        }
        long late = removeLate(from, to);
        long again = Math.min(to, last) - from + 1 - late;
        if (late > 0) {
            findings.found(
                    Violation.ORDER, late, subscriber() + " got " + from + " after " + last + " of " + log.room());
        }
        if (again > 0) {
            findings.found(Violation.DUPLICATE, again, subscriber() + " got " + from + " again, in " + log.room());
        }
        last = Math.max(last, to);
    }

    /** Entries between the last one and this one are missing so far. */
    private void markMissing(long next) {
        if (next > last + 1) {
            missing.put(last + 1, next - 1);
        }
    }

    /** Removes late entries from the gaps, and returns their number. */
    private long removeLate(long from, long to) {
        long late = 0;
        for (long seq = from; seq <= Math.min(to, last); seq++) {
            var gap = missing.floorEntry(seq);
            if (gap != null && gap.getValue() >= seq) {
                late++;
                missing.remove(gap.getKey());
                if (gap.getKey() < seq) {
                    missing.put(gap.getKey(), seq - 1);
                }
                if (gap.getValue() > seq) {
                    missing.put(seq + 1, gap.getValue());
                }
            }
        }
        return late;
    }

    private String subscriber() {
        return log.subscriber();
    }
}
