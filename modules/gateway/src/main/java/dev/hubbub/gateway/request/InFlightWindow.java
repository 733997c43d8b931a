// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lets the messages of one socket in, in order, with a bounded number of requests worked on at a time. While there
 * is no room the transport is paused; what one transport read already delivered waits here.
 */
public final class InFlightWindow {
    private final int maxInFlight;
    private final Source source;
    private final BooleanSupplier congested;
    private final Consumer<String> next;
    private final Deque<String> waiting = new ArrayDeque<>();
    private int inFlight;
    private int holds;
    private boolean draining;
    private boolean paused;

    /** Where the messages come from. */
    public interface Source {
        /** Reads no further until {@link #resume}. */
        void pause();

        /** Reads on. */
        void resume();
    }

    /** @param congested whether answers pile up that the client has not read */
    public InFlightWindow(int maxInFlight, Source source, BooleanSupplier congested, Consumer<String> next) {
        this.maxInFlight = maxInFlight;
        this.source = source;
        this.congested = congested;
        this.next = next;
    }

    public void offer(String message) {
        waiting.add(message);
        drain();
    }

    /** A request begins; {@link #done} must follow. */
    public void begin() {
        inFlight++;
    }

    public void done() {
        inFlight--;
        drain();
    }

    /** Nothing further goes in until {@link #release}; as often as it was held. */
    public void hold() {
        holds++;
    }

    public void release() {
        holds--;
        drain();
    }

    /** Forgets what waits. */
    public void clear() {
        waiting.clear();
    }

    public int inFlight() {
        return inFlight;
    }

    /** How many messages wait to be let in. */
    public int waiting() {
        return waiting.size();
    }

    /** Lets in what has waited, if there is room by now; called whenever there may be. */
    public void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (!waiting.isEmpty() && !isFull()) {
                next.accept(waiting.poll());
            }
        } finally {
            draining = false;
        }
        regulate(isFull());
    }

    private boolean isFull() {
        return holds > 0 || inFlight >= maxInFlight || congested.getAsBoolean();
    }

    private void regulate(boolean full) {
        if (full != paused) {
            paused = full;
            if (full) {
                source.pause();
            } else {
                source.resume();
            }
        }
    }
}
