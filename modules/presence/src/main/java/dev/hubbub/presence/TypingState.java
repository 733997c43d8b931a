// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

/** Somebody types in a room, or did a moment ago. Times are counts of {@link Time#millis}. */
final class TypingState {
    /** That somebody types is announced no more often. */
    static final long QUIET_MILLIS = 2_000;

    private final int typingMillis;
    private long typedAt;
    private long announcedAt;
    private boolean typing;
    private boolean shown;
    private boolean unsaid;

    TypingState(int typingMillis, long now) {
        this.typingMillis = typingMillis;
        this.announcedAt = now - QUIET_MILLIS;
    }

    /** The user types. */
    void type(long now) {
        typedAt = now;
        typing = true;
        unsaid = true;
    }

    /** The user stopped. */
    void stop() {
        typing = false;
        unsaid = false;
    }

    /** Time goes on. */
    void pass(long now) {
        if (typing && now >= expiresAt()) {
            stop();
        }
    }

    /** When the user counts as having stopped unless something is heard before. */
    long expiresAt() {
        return typedAt + typingMillis;
    }

    /** Whether it has to be announced now that the user types; asked once, then taken as done. */
    boolean takeStarted(long now) {
        boolean due = unsaid && now - announcedAt >= QUIET_MILLIS;
        if (due) {
            unsaid = false;
            shown = true;
            announcedAt = now;
        }
        return due;
    }

    /** Whether it has to be announced now that the user stopped; asked once, then taken as done. */
    boolean takeStopped() {
        boolean due = shown && !typing;
        shown = shown && typing;
        return due;
    }

    /** Whether nothing depends on it any more. */
    boolean over(long now) {
        return !typing && !shown && now - announcedAt >= QUIET_MILLIS;
    }
}
