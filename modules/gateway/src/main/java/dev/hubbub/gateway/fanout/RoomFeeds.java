// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.Access;
import dev.hubbub.contract.Bus;
import dev.hubbub.contract.Caller;
import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.Feeds;
import dev.hubbub.contract.HubException;
import dev.hubbub.contract.Json;
import dev.hubbub.contract.Log;
import dev.hubbub.contract.Messages;
import dev.hubbub.contract.Presence;
import dev.hubbub.contract.RoomId;
import dev.hubbub.gateway.frames.ServerFrame;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms that sockets of one event loop listen to. Asks {@code access} who may, and the store for what the bus
 * lost. Nothing here costs the cluster anything: rooms and sockets are entries of this map only.
 */
public final class RoomFeeds {
    private static final Logger LOG = LoggerFactory.getLogger(RoomFeeds.class);
    private static final int MAX_QUESTIONS = 5;
    private static final long REPAIR_PAUSE_MILLIS = 500;

    private final Vertx vertx;
    private final Bus bus;
    private final Map<RoomId, RoomFeed> feeds = new HashMap<>();
    private final Map<RoomId, Integer> opening = new HashMap<>();
    private final Set<RoomId> repairing = new HashSet<>();

    /** Must be used on one event loop. */
    public RoomFeeds(Vertx vertx, Bus bus) {
        this.vertx = vertx;
        this.bus = bus;
    }

    /**
     * Lets a subscriber listen if {@code access} allows it, and tells it its position; else tells it why not. The
     * feed is there before the question is asked, so that what is stored meanwhile is held back and not lost.
     *
     * @param done called once, when the answer was given
     */
    public void subscribe(RoomId room, Subscriber subscriber, Runnable done) {
        feeds.computeIfAbsent(room, RoomFeed::new);
        opening.merge(room, 1, Integer::sum);
        ask(room, subscriber, MAX_QUESTIONS).onComplete(answered -> {
            opened(room);
            done.run();
        });
    }

    private Future<?> ask(RoomId room, Subscriber subscriber, int questionsLeft) {
        Caller caller = subscriber.caller();
        return bus.call(Access.SUBSCRIBE, caller, new Access.Subscribe(room))
                .onFailure(cause -> refuse(room, subscriber, (HubException) cause))
                .compose(admitted -> admit(room, subscriber, admitted.seq(), questionsLeft));
    }

    private Future<?> admit(RoomId room, Subscriber subscriber, long head, int questionsLeft) {
        boolean wanted = !subscriber.isClosed() && subscriber.addresses().contains(Feeds.of(room));
        if (!wanted || feeds.get(room).admit(subscriber, head)) {
            return Future.succeededFuture();
        }
        if (questionsLeft > 1) {
            return ask(room, subscriber, questionsLeft - 1);
        }
        refuse(room, subscriber, new HubException(ErrorCode.UNAVAILABLE, "members change too fast"));
        return Future.succeededFuture();
    }

    private void refuse(RoomId room, Subscriber subscriber, HubException cause) {
        if (subscriber.addresses().remove(Feeds.of(room))) {
            subscriber.fail(Feeds.of(room), cause);
        }
    }

    private void opened(RoomId room) {
        opening.computeIfPresent(room, (same, open) -> open == 1 ? null : open - 1);
        repair(room);
        closeIdle(room);
    }

    /** Ends a subscription. */
    public void unsubscribe(RoomId room, Subscriber subscriber) {
        RoomFeed feed = feeds.get(room);
        if (feed != null) {
            feed.drop(subscriber);
            closeIdle(room);
        }
    }

    private void closeIdle(RoomId room) {
        RoomFeed feed = feeds.get(room);
        if (feed != null && feed.isIdle() && !opening.containsKey(room)) {
            feeds.remove(room);
        }
    }

    /** How many rooms are followed. */
    public int count() {
        return feeds.size();
    }

    /** How many subscriptions there are to all rooms. */
    public int subscriptions() {
        return feeds.values().stream().mapToInt(RoomFeed::subscribers).sum();
    }

    /** How many entries wait for those before them. */
    public int heldEntries() {
        return feeds.values().stream().mapToInt(RoomFeed::held).sum();
    }

    /** An entry arrived over the bus. */
    public void entry(RoomEntry entry) {
        RoomFeed feed = feeds.get(entry.room());
        if (feed != null) {
            feed.take(entry);
            repair(entry.room());
            closeIdle(entry.room());
        }
    }

    private void repair(RoomId room) {
        RoomFeed feed = feeds.get(room);
        if (feed == null || feed.gap().isEmpty() || !repairing.add(room)) {
            return;
        }
        long from = feed.gap().get();
        long to = Math.min(feed.known(), from + Messages.MAX_PAGE - 1);
        bus.call(Log.READ, new Log.Read(room, from, to, false))
                .onSuccess(slice -> slice.entries().forEach(entry -> feed.take(RoomEntry.of(entry))))
                .onFailure(cause -> LOG.debug("room {} is not repaired yet: {}", room, cause.getMessage()))
                .onComplete(either -> repaired(room, from));
    }

    private void repaired(RoomId room, long from) {
        repairing.remove(room);
        RoomFeed feed = feeds.get(room);
        if (feed == null || feed.gap().isEmpty()) {
            closeIdle(room);
        } else if (feed.gap().get() > from) {
            repair(room);
        } else {
            vertx.setTimer(REPAIR_PAUSE_MILLIS, later -> repair(room));
        }
    }

    /** Somebody types, or stopped. */
    public void typed(Presence.Typed typed) {
        RoomFeed feed = feeds.get(typed.room());
        if (feed != null) {
            ServerFrame frame = ServerFrame.message(Feeds.of(typed.room()), Json.write(new Feeds.TypingHint(typed)));
            feed.hint(frame, typed.user());
            frame.release();
        }
    }

    /** Somebody came or went; told in each room that the two share. */
    public void changed(Presence.Changed changed) {
        for (RoomId room : changed.rooms()) {
            RoomFeed feed = feeds.get(room);
            if (feed != null) {
                ServerFrame frame =
                        ServerFrame.message(Feeds.of(room), Json.write(new Feeds.PresenceHint(room, changed)));
                feed.hint(frame, null);
                frame.release();
            }
        }
    }
}
