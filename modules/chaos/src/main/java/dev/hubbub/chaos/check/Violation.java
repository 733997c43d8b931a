// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import java.util.Locale;

/** What must not happen, whatever faults are injected. */
public enum Violation {
    /** Acked, but not in the history under that seq with that clientId and text. */
    ACKED_LOST,
    /** One clientId twice in the history, or one seq twice at one subscriber. */
    DUPLICATE,
    /** An edit or a deletion was acked and is not in the history, or a text that is deleted is. */
    CHANGE_LOST,
    /** A seq that the history lacks, or that a subscriber never received and no reset announced. */
    GAP,
    /** A lower seq after a higher one, one seq with two contents, or a sender's messages in another order than sent. */
    ORDER,
    /** Two acks of one clientId that differ. */
    ACK_MISMATCH,
    /** Sent repeatedly and never acked, although all faults have ended. */
    UNANSWERED,
    /** A valid request was refused with a final error. */
    REFUSED,
    /** The hub holds more than before the clients connected. */
    LEAK,
    /** More than one ack in a hundred came later than the scenario allows. */
    LATE,
    /** A gauge rose above the bound for this workload. */
    OVERFLOW;

    /** The name in the report: {@code acked-lost}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
