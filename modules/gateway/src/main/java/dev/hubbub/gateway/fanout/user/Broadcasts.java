// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints to all users who follow their feed on one event loop: some sockets at a time, so that other work goes on between
 * them, and one hint after the other, so that they keep their order. A user who comes meanwhile is not told.
 */
final class Broadcasts {
    static final int MAX_WAITING = 16;
    static final int SOCKETS_A_TICK = 500;
    static final long TICK_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Broadcasts.class);

    private final Resync.Timer timer;
    private final Map<UserId, UserFeed> feeds;
    private final Deque<Hints.ToAll> waiting = new ArrayDeque<>(); // the first one is being told
    private Iterator<UserId> users = List.<UserId>of().iterator();
    private Delivery delivery = Delivery.of(Feeds.USER, null);

    /** @param feeds of the users who are told */
    Broadcasts(Resync.Timer timer, Map<UserId, UserFeed> feeds) {
        this.timer = timer;
        this.feeds = feeds;
    }

    /** How many hints are not told to all users yet. */
    int size() {
        return waiting.size();
    }

    /** Tells all users, soon; drops a hint while too many wait, for a hint is lost when it is lost. */
    void add(Hints.ToAll hint) {
        if (waiting.size() >= MAX_WAITING) {
            LOG.warn("a hint to all users is dropped: {} wait", waiting.size());
            return;
        }
        waiting.add(hint);
        if (waiting.size() == 1) {
            begin(hint);
        }
    }

    private void begin(Hints.ToAll hint) {
        users = List.copyOf(feeds.keySet()).iterator();
        delivery = Delivery.of(Feeds.USER, hint.hint());
        tick();
    }

    private void tick() {
        Hints.ToAll hint = waiting.element();
        int sockets = 0;
        while (users.hasNext() && sockets < SOCKETS_A_TICK) {
            UserFeed feed = feeds.get(users.next());
            if (feed != null) {
                feed.send(delivery, hint.except());
                sockets += feed.size();
            }
        }
        if (!users.hasNext()) {
            delivery.release();
            waiting.remove();
        }
        if (!waiting.isEmpty()) {
            timer.after(TICK_MILLIS, this::next);
        }
    }

    private void next() {
        if (users.hasNext()) {
            tick();
        } else {
            begin(waiting.element());
        }
    }
}
