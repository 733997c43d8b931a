// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import dev.hubbub.contract.rooms.Access.SubscriptionAllowed;

/** The questions to {@code access} about one room, and what it said of the room. */
public final class FeedAccess {
    private static final int MAX_QUESTIONS = 32;

    private final AsyncSemaphore questions = new AsyncSemaphore(MAX_QUESTIONS);
    private boolean quiet;
    private long base;

    /** Bounds how many subscriptions are authorized at a time. */
    public AsyncSemaphore questions() {
        return questions;
    }

    /** Access let a subscriber follow the room. */
    public void answered(SubscriptionAllowed answer) {
        quiet = Boolean.TRUE.equals(answer.quiet());
        base = answer.base() == null ? 0 : answer.base();
    }

    /** Whether what follows the last entry that a subscriber has is lost with the node that numbered it. */
    public boolean isLost(long since) {
        return since < base;
    }

    /** Whether followers of the room are not told the presence of members. */
    public boolean isQuiet() {
        return quiet;
    }
}
