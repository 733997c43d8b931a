// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.buffer.HistoryPageCache;
import dev.hubbub.gateway.fanout.buffer.ReorderBudget;
import dev.hubbub.gateway.fanout.buffer.ReplayBuffer;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that sockets of one event loop listen to. Nothing here costs the cluster anything: rooms and sockets are
 * entries of this map only.
 */
public final class RoomFeeds {
    /** About a kibibyte each, however many follow them. */
    private static final int MAX_ROOMS = 100_000;

    private final Limits limits;
    private final Map<RoomId, RoomFeed> feeds = new ConcurrentHashMap<>(); // changed on the event loop only
    private final ReplayBuffer replayBuffer = new ReplayBuffer();
    private final ReorderBudget reorderBudget = new ReorderBudget();
    private final Consumer<RoomEntry> memberships;
    private final SubscriptionAuthorizer authorizer;
    private final GapRepair gapRepair;
    private final HistoryPageCache pages;
    private final Replays replays;

    /**
     * @param maxReplay the entries that one subscriber may miss
     * @param patienceMillis how long replays wait for a store that cannot be read
     * @param maxRooms the rooms that an event loop follows
     */
    public record Limits(int maxReplay, long patienceMillis, int maxRooms) {
        public Limits(int maxReplay, long patienceMillis) {
            this(maxReplay, patienceMillis, MAX_ROOMS);
        }
    }

    /**
     * Must be used on one event loop.
     *
     * @param memberships gets each membership entry that arrives, whether its room is followed or not, once or more, in any
     *     order
     * @param onReset told when a subscriber is told, after its position, that what it missed is deleted
     */
    public RoomFeeds(Vertx vertx, Bus bus, Limits limits, Consumer<RoomEntry> memberships, Runnable onReset) {
        this.limits = limits;
        this.memberships = memberships;
        this.authorizer = new SubscriptionAuthorizer(vertx, bus);
        this.gapRepair = new GapRepair(vertx, bus, this::note, this::closeIdle, this::lost);
        this.pages = new HistoryPageCache(read -> bus.call(MessageLog.READ, read));
        this.replays = new Replays(vertx, pages, limits.patienceMillis(), onReset);
    }

    /**
     * Lets a subscriber listen if {@code access} allows it, and tells it its position; else tells it why not. The
     * feed is there before the question is asked, so that what is stored meanwhile is held back and not lost.
     *
     * @param since the last entry that the subscriber has, from where it goes on; null: from now on
     * @return what the subscriber was told; never fails
     */
    public Future<Session.Outcome> subscribe(RoomId room, Subscriber subscriber, @Nullable Long since) {
        if (feeds.size() >= limits.maxRooms() && !feeds.containsKey(room)) {
            return Future.succeededFuture(refuse(room, subscriber));
        }
        RoomFeed feed = feeds.computeIfAbsent(
                room, first -> new RoomFeed(room, replayBuffer, reorderBudget, limits.maxReplay()));
        PendingSubscription pending = new PendingSubscription(room, subscriber, since);
        feed.expect(pending);
        return authorizer.authorize(feed, pending).onComplete(answered -> subscribed(feed, subscriber));
    }

    /** Whether a subscriber follows the room, or is about to; from any thread. */
    public boolean follows(RoomId room) {
        return feeds.containsKey(room);
    }

    /** The rooms that are followed, or are about to be; from any thread. */
    public Set<RoomId> rooms() {
        return Collections.unmodifiableSet(feeds.keySet());
    }

    /** The users who follow a room, each once a socket. */
    public List<UserId> followers(RoomId room) {
        RoomFeed feed = feeds.get(room);
        return feed == null
                ? List.of()
                : feed.subscribers().stream()
                        .map(each -> each.follower().user())
                        .toList();
    }

    private static Session.Outcome refuse(RoomId room, Subscriber subscriber) {
        HubException full = new HubException(ErrorCode.UNAVAILABLE, "too many rooms are followed here, try again");
        subscriber.addresses().remove(Feeds.of(room));
        subscriber.fail(Feeds.of(room), full);
        return new Session.Outcome(room, "refused", null, null, full.number(), full.getMessage());
    }

    private void subscribed(RoomFeed feed, Subscriber subscriber) {
        feed.subscription(subscriber)
                .filter(Subscription::startReplay)
                .ifPresent(behind -> replays.start(feed, behind, () -> closeIdle(feed)));
        gapRepair.look(feed);
        closeIdle(feed);
    }

    /** Ends a subscription. */
    public void unsubscribe(RoomId room, Subscriber subscriber) {
        RoomFeed feed = feeds.get(room);
        if (feed != null) {
            feed.drop(subscriber);
            closeIdle(feed);
        }
    }

    private void closeIdle(RoomFeed feed) {
        if (feed.isIdle()) {
            feed.order().forget(); // a read may have brought something after the feed was closed
            if (feeds.remove(feed.room(), feed)) {
                replayBuffer.forget(feed.room());
                pages.forget(feed.room());
            }
        }
    }

    /** How full it is; looks at every room. */
    public FanoutStats stats() {
        long subscriptions = 0;
        long pending = 0;
        long entries = 0;
        for (RoomFeed feed : feeds.values()) {
            subscriptions += feed.subscribers().size();
            pending += feed.pending();
            entries += feed.order().early();
        }
        FanoutStats.ReplayStats replay = new FanoutStats.ReplayStats(
                replays.running(), replayBuffer.size(), pages.underWay(), pages.length(), replays.encoded());
        FanoutStats.ReorderStats reorder =
                new FanoutStats.ReorderStats(entries, reorderBudget.total(), gapRepair.running());
        return new FanoutStats(feeds.size(), subscriptions, pending, reorder, replay);
    }

    /** An entry arrived over the bus. */
    public void entry(RoomEntry entry) {
        note(entry);
        RoomFeed feed = feeds.get(entry.room());
        if (feed != null) {
            feed.take(entry);
            gapRepair.look(feed);
            closeIdle(feed);
        }
    }

    /** A user joined or left by itself, without an entry. */
    public void moved(Memberships.Moved moved) {
        RoomFeed feed = feeds.get(moved.room());
        if (feed != null && !moved.member()) {
            feed.left(moved.user());
            closeIdle(feed);
        }
    }

    private void lost(RoomFeed feed) {
        authorizer.authorizeAgain(feed).onComplete(answered -> closeIdle(feed));
    }

    /** An entry that came, perhaps before its turn: texts that it replaces or deletes are not kept for one moment longer. */
    private void note(RoomEntry entry) {
        if (entry.changesMembers()) {
            memberships.accept(entry);
        }
        replayBuffer.dropOutdated(entry);
        pages.dropOutdated(entry);
    }

    /** Where the rooms are that are followed here: the last entry of each that was applied. */
    public Map<RoomId, Long> positions() {
        Map<RoomId, Long> positions = new HashMap<>();
        feeds.forEach((room, feed) -> feed.position().ifPresent(seq -> positions.put(room, seq)));
        return positions;
    }

    /**
     * The store has more of a room than a feed that is at this position. One that is beyond it may lack something too: of
     * all event loops only the one that is furthest behind was asked about.
     */
    public void behind(RoomId room, long position) {
        RoomFeed feed = feeds.get(room);
        if (feed != null) {
            feed.position().filter(seq -> seq >= position).ifPresent(seq -> gapRepair.behind(feed, seq));
        }
    }

    /** Passes an ephemeral event on to the followers of its rooms; its kind does not matter, but for presence in quiet rooms. */
    public void hint(Hints.ToRooms hint) {
        boolean isPresence = hint.hint().event().equals(Presence.PRESENCE_HINT);
        for (RoomId room : hint.rooms()) {
            RoomFeed feed = feeds.get(room);
            if (feed != null && !(isPresence && feed.access().isQuiet())) {
                Delivery delivery = Delivery.of(Feeds.of(room), hint.hint().in(room));
                feed.hint(delivery, hint.except());
                delivery.release();
            }
        }
    }
}
