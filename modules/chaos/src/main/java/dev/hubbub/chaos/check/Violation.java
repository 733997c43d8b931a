// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import java.util.Locale;

/** What must not happen, whatever is broken around the hub. */
public enum Violation {
    /** Acked, but not in the history under that seq with that clientId and text. */
    ACKED_LOST,
    /** One clientId twice in the history, or one seq twice at one subscriber. */
    DUPLICATE,
    /** A seq that the history lacks, or that a subscriber never got, without a word of the hub. */
    GAP,
    /** A smaller seq after a larger one, one seq with two contents, or a sender's messages in another order than sent. */
    ORDER,
    /** Two acks of one clientId that differ. */
    ACK_MISMATCH,
    /** Sent again and again, and never acked, though everything was mended. */
    UNANSWERED,
    /** Refused for good what the rules allow. */
    REFUSED,
    /** Something of the hub did not go back to where it was before the clients came. */
    LEAK,
    /** More waited at once than this load explains. */
    OVERFLOW;

    /** As in the report: {@code acked-lost}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
