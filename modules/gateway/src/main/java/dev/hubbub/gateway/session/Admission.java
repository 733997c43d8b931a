// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lets the messages of one socket in, in order, with a bounded number of requests worked on at a time. While there
 * is no room the transport is paused; what one transport read already delivered waits here.
 */
final class Admission {
    private final int maxInFlight;
    private final Peer peer;
    private final BooleanSupplier congested;
    private final Consumer<String> next;
    private final Deque<String> waiting = new ArrayDeque<>();
    private int inFlight;
    private int holds;
    private boolean draining;
    private boolean paused;

    /** @param congested whether answers pile up that the peer has not read */
    Admission(int maxInFlight, Peer peer, BooleanSupplier congested, Consumer<String> next) {
        this.maxInFlight = maxInFlight;
        this.peer = peer;
        this.congested = congested;
        this.next = next;
    }

    void offer(String message) {
        waiting.add(message);
        drain();
    }

    /** A request begins; {@link #done} must follow. */
    void begin() {
        inFlight++;
    }

    void done() {
        inFlight--;
        drain();
    }

    /** Nothing further goes in until {@link #release}; as often as it was held. */
    void hold() {
        holds++;
    }

    void release() {
        holds--;
        drain();
    }

    /** Forgets what waits. */
    void clear() {
        waiting.clear();
    }

    int inFlight() {
        return inFlight;
    }

    /** How many messages wait to be let in. */
    int waiting() {
        return waiting.size();
    }

    /** Lets in what has waited, if there is room by now; called whenever there may be. */
    void drain() {
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
                peer.pause();
            } else {
                peer.resume();
            }
        }
    }
}
