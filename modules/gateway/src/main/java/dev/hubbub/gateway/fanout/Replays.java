// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.fanout.buffer.EncodedFrameCache;
import dev.hubbub.gateway.fanout.buffer.HistoryPageCache;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends subscribers that come back what they missed, from memory or page by page from the store, no faster than they
 * read. A few entries of one replay at a time, so that one event loop serves all of them and what is live.
 */
final class Replays {
    /** How many entries one replay sends before other replays go on. */
    static final int STEP = 50;

    private static final double FULL = 0.2;
    private static final double LOW = 0.05;
    private static final long LOOK_MILLIS = 50;
    private static final long PAUSE_MILLIS = 500;

    private final Vertx vertx;
    private final HistoryPageCache pages;
    private final EncodedFrameCache encodings;
    private final long patienceNanos;
    private final Runnable onReset;
    private final Map<Subscriber, Deque<Replay>> waiting = new LinkedHashMap<>();
    private boolean looking;
    private int running;

    /** One subscription on its way to being live. */
    private static final class Replay {
        private final RoomFeed feed;
        private final Subscription subscription;
        private final Runnable over;
        private long hopefulAt = System.nanoTime();

        Replay(RoomFeed feed, Subscription subscription, Runnable over) {
            this.feed = feed;
            this.subscription = subscription;
            this.over = over;
        }

        boolean isOver() {
            return !feed.isReplaying(subscription) || subscriber().isClosed();
        }

        Subscriber subscriber() {
            return subscription.subscriber();
        }
    }

    /**
     * @param patienceMillis how long the store may be away before a replay is given up
     * @param onReset told when a subscriber is told that what it needs next is deleted
     */
    Replays(Vertx vertx, HistoryPageCache pages, long patienceMillis, Runnable onReset) {
        this.vertx = vertx;
        this.pages = pages;
        this.encodings = new EncodedFrameCache(vertx);
        this.patienceNanos = patienceMillis * 1_000_000;
        this.onReset = onReset;
    }

    /** @param over called when nothing more is to be replayed, for whatever reason */
    void start(RoomFeed feed, Subscription subscription, Runnable over) {
        running++;
        step(new Replay(feed, subscription, () -> {
            running--;
            over.run();
        }));
    }

    /** How many subscriptions are on their way. */
    int running() {
        return running;
    }

    /** How many characters are kept encoded. */
    long encoded() {
        return encodings.length();
    }

    private void step(Replay replay) {
        if (replay.isOver()) {
            replay.over.run();
        } else if (replay.feed.isTooSlow(replay.subscription)) {
            replay.subscriber().tooSlow();
            replay.over.run();
        } else if (replay.subscriber().backlog() > FULL) {
            await(replay);
        } else {
            List<RoomEntry> buffered = replay.feed.buffered(replay.subscription, STEP);
            if (buffered.isEmpty()) {
                read(replay);
            } else {
                send(replay, buffered);
            }
        }
    }

    private void read(Replay replay) {
        pages.from(replay.feed.room(), replay.subscription.sent() + 1)
                .onSuccess(page -> {
                    if (!page.isEmpty()
                            && replay.feed.skipDeleted(
                                    replay.subscription, page.get(0).seq())) {
                        onReset.run();
                    }
                    send(replay, page);
                })
                .onFailure(cause -> tryLater(replay));
    }

    /** What does not fit now is looked up again when it does. */
    private void send(Replay replay, List<RoomEntry> entries) {
        int sent = 0;
        while (sent < entries.size()
                && replay.subscriber().backlog() <= FULL
                && replay.feed.replay(replay.subscription, entries.get(sent))) {
            encodings.lend(entries.get(sent).delivery());
            sent++;
        }
        if (sent > 0 || replay.isOver() || replay.subscriber().backlog() > FULL) {
            replay.hopefulAt = System.nanoTime();
            vertx.getOrCreateContext().runOnContext(next -> step(replay));
        } else {
            tryLater(replay);
        }
    }

    /** What was applied is stored: that it cannot be read passes, or the client is told to try again. */
    private void tryLater(Replay replay) {
        if (System.nanoTime() - replay.hopefulAt > patienceNanos && !replay.isOver()) {
            replay.feed.fail(
                    replay.subscriber(), new HubException(ErrorCode.UNAVAILABLE, "what was missed cannot be read"));
            replay.over.run();
        } else {
            vertx.setTimer(PAUSE_MILLIS, later -> step(replay));
        }
    }

    private void await(Replay replay) {
        waiting.computeIfAbsent(replay.subscriber(), first -> new ArrayDeque<>())
                .add(replay);
        if (!looking) {
            looking = true;
            vertx.setTimer(LOOK_MILLIS, later -> look());
        }
    }

    /** Of each subscriber that has read most of what it was sent, the replay goes on that waited longest. */
    private void look() {
        looking = false;
        for (Map.Entry<Subscriber, Deque<Replay>> each : List.copyOf(waiting.entrySet())) {
            Subscriber subscriber = each.getKey();
            Deque<Replay> replays = each.getValue();
            while (!replays.isEmpty() && replays.peek().isOver()) {
                replays.poll().over.run();
            }
            Replay next = subscriber.backlog() <= LOW || isLost(replays) ? replays.poll() : null;
            if (replays.isEmpty()) {
                waiting.remove(subscriber);
            }
            if (next != null) {
                next.hopefulAt = System.nanoTime();
                step(next);
            }
        }
        if (!waiting.isEmpty() && !looking) {
            looking = true;
            vertx.setTimer(LOOK_MILLIS, later -> look());
        }
    }

    private static boolean isLost(Deque<Replay> replays) {
        return !replays.isEmpty() && replays.peek().feed.isTooSlow(replays.peek().subscription);
    }
}
