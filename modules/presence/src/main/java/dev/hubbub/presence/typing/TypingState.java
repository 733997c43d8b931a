// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.typing;

import dev.hubbub.contract.value.Profile;
import dev.hubbub.presence.time.Clock;
import org.jspecify.annotations.Nullable;

/** The state of one user who types in one room, or did a moment ago. Times are counts of {@link Clock#millis}. */
final class TypingState {
    /** That a user types is published no more often than this. */
    static final long MIN_INTERVAL_MILLIS = 2_000;

    private final int typingMillis;
    private @Nullable Profile profile;
    private long typedAt;
    private long publishedAt;
    private boolean typing;
    private boolean startPublished;
    private boolean unpublished;

    TypingState(int typingMillis, long now) {
        this.typingMillis = typingMillis;
        this.publishedAt = now - MIN_INTERVAL_MILLIS;
    }

    /** How the user is shown; null: that is not known. */
    @Nullable
    Profile profile() {
        return profile;
    }

    void shownAs(@Nullable Profile newest) {
        profile = newest;
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

    /** Ends typing when no hint came in time. */
    void expire(long now) {
        if (typing && now >= expiresAt()) {
            stop();
        }
    }

    /** When the user counts as having stopped unless another hint comes before. */
    long expiresAt() {
        return typedAt + typingMillis;
    }

    /** Whether to publish now that the user types. After true it counts as published. */
    boolean takeStartEvent(long now) {
        boolean due = unpublished && now - publishedAt >= MIN_INTERVAL_MILLIS;
        if (due) {
            unpublished = false;
            startPublished = true;
            publishedAt = now;
        }
        return due;
    }

    /** Whether to publish now that the user stopped. After true it counts as published. */
    boolean takeStopEvent() {
        boolean due = startPublished && !typing;
        startPublished = startPublished && typing;
        return due;
    }

    /** Whether this state can be forgotten. */
    boolean isIdle(long now) {
        return !typing && !startPublished && now - publishedAt >= MIN_INTERVAL_MILLIS;
    }
}
