// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import io.vertx.core.Vertx;

/** The pauses of a listener that does not answer: each twice as long as the one before. After a pause one room is tried. */
final class ListenerPause {
    private static final long FIRST_MILLIS = 200;

    private final Vertx vertx;
    private final long longest;
    private final Runnable over;
    private long next;
    private long timer = -1;
    private boolean trying;

    /**
     * @param longest the longest pause in milliseconds
     * @param over called when a pause is over
     */
    ListenerPause(Vertx vertx, long longest, Runnable over) {
        this.vertx = vertx;
        this.longest = longest;
        this.over = over;
        this.next = Math.min(FIRST_MILLIS, longest);
    }

    /** The listener has not answered. */
    void begin() {
        if (isOn()) {
            return;
        }
        trying = true;
        timer = vertx.setTimer(next, late -> {
            timer = -1;
            over.run();
        });
        next = Math.min(2 * next, longest);
    }

    /** The listener has answered. */
    void answered() {
        trying = false;
        next = Math.min(FIRST_MILLIS, longest);
    }

    /** Whether nothing is sent now. */
    boolean isOn() {
        return timer != -1;
    }

    /** Whether the listener has not answered since the last pause, so that one room is tried. */
    boolean isTrying() {
        return trying;
    }

    void cancel() {
        vertx.cancelTimer(timer);
    }
}
