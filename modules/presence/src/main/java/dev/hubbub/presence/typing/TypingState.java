// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.typing;

import dev.hubbub.presence.time.Clock;

/** Somebody types in a room, or did a moment ago. Times are counts of {@link Clock#millis}. */
final class TypingState {
    /** That somebody types is announced no more often. */
    static final long MIN_INTERVAL_MILLIS = 2_000;

    private final int typingMillis;
    private long typedAt;
    private long publishedAt;
    private boolean typing;
    private boolean startPublished;
    private boolean unpublished;

    TypingState(int typingMillis, long now) {
        this.typingMillis = typingMillis;
        this.publishedAt = now - MIN_INTERVAL_MILLIS;
    }

    /** The user types. */
    void start(long now) {
        typedAt = now;
        typing = true;
        unpublished = true;
    }

    /** The user stopped. */
    void stop() {
        typing = false;
        unpublished = false;
    }

    /** Time goes on. */
    void expire(long now) {
        if (typing && now >= expiresAt()) {
            stop();
        }
    }

    /** When the user counts as having stopped unless something is heard before. */
    long expiresAt() {
        return typedAt + typingMillis;
    }

    /** Whether it has to be announced now that the user types; asked once, then taken as done. */
    boolean takeStartEvent(long now) {
        boolean due = unpublished && now - publishedAt >= MIN_INTERVAL_MILLIS;
        if (due) {
            unpublished = false;
            startPublished = true;
            publishedAt = now;
        }
        return due;
    }

    /** Whether it has to be announced now that the user stopped; asked once, then taken as done. */
    boolean takeStopEvent() {
        boolean due = startPublished && !typing;
        startPublished = startPublished && typing;
        return due;
    }

    /** Whether nothing depends on it any more. */
    boolean isIdle(long now) {
        return !typing && !startPublished && now - publishedAt >= MIN_INTERVAL_MILLIS;
    }
}
