// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.Subscriber;
import dev.hubbub.gateway.fanout.buffer.AsyncSemaphore;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of the users who have sockets on one event loop. The membership entries that every gateway gets say that
 * something has changed; the store says what. What may have been missed is not repaired here: the client is told its
 * position again, and asks for the list of its rooms.
 */
public final class UserFeeds {
    /** How many rooms a question to the store names. */
    private static final int ROOMS_PER_PAGE = 1_000;

    private static final int MAX_LOADS = 32;
    private static final int MAX_MEMBERSHIPS = 100_000;

    private final Function<MessageLog.RoomsOf, Future<MessageLog.UserRooms>> roomsOf;
    private final int maxMemberships;
    private final Map<UserId, UserFeed> feeds = new ConcurrentHashMap<>(); // changed on the event loop only
    private final AsyncSemaphore loads = new AsyncSemaphore(MAX_LOADS);
    private final UserRooms rooms;
    private final LiveLists lists;
    private final Resync resync;
    private final Broadcasts broadcasts;

    /**
     * Must be used on one event loop.
     *
     * @param resyncMillis how long more reasons to tell a user that something may be missed are waited for
     */
    public UserFeeds(Vertx vertx, Bus bus, long resyncMillis) {
        this(
                rooms -> bus.call(MessageLog.ROOMS, rooms),
                rows -> bus.call(RoomLists.ROWS, rows),
                new Timers(resyncMillis, timer(vertx), timer(vertx)),
                MAX_MEMBERSHIPS);
    }

    private static Resync.Timer timer(Vertx vertx) {
        return (millis, task) -> vertx.setTimer(millis, due -> task.run());
    }

    /**
     * What runs later.
     *
     * @param resyncMillis how long more reasons to tell a user that something may be missed are waited for
     * @param feeds for that, and for hints to all users
     * @param lists for the rows of lists
     */
    record Timers(long resyncMillis, Resync.Timer feeds, Resync.Timer lists) {}

    /**
     * @param roomsOf the rooms of a user
     * @param rowsOf how rooms stand in the list of a user
     */
    UserFeeds(
            Function<MessageLog.RoomsOf, Future<MessageLog.UserRooms>> roomsOf,
            Function<RoomLists.RowsOf, Future<RoomLists.Rows>> rowsOf,
            Timers timers,
            int maxMemberships) {
        this.roomsOf = roomsOf;
        this.maxMemberships = maxMemberships;
        this.rooms = new UserRooms(maxMemberships);
        this.lists = new LiveLists(rooms, new ListedSockets(), rowsOf, timers.lists());
        this.resync = new Resync(new Resync.Pace(timers.resyncMillis(), timers.feeds()), this::tellPosition);
        this.broadcasts = new Broadcasts(timers.feeds(), feeds);
    }

    /**
     * Lets a socket follow the feed of its user, and tells it its position; else tells it why not. Completes when it was
     * told; never fails.
     */
    public Future<Void> subscribe(Subscriber subscriber) {
        UserFeed feed = feeds.computeIfAbsent(subscriber.follower().user(), UserFeed::new);
        if (!feed.expect(subscriber)) {
            return Future.succeededFuture();
        }
        return loads.acquire(() -> allRooms(feed.user(), null, new ArrayList<>()))
                .onSuccess(found -> loaded(feed, found))
                .onFailure(cause -> refuse(feed, cause))
                .transform(either -> Future.succeededFuture());
    }

    /** All rooms of the user, unless they are more than fit. */
    private Future<MessageLog.UserRooms> allRooms(UserId user, @Nullable RoomId after, List<RoomId> found) {
        return roomsOf.apply(new MessageLog.RoomsOf(user, ROOMS_PER_PAGE, after))
                .compose(page -> {
                    found.addAll(page.rooms());
                    boolean isLast = page.rooms().size() < ROOMS_PER_PAGE
                            || found.size() >= Math.min(page.total(), maxMemberships);
                    return isLast
                            ? Future.succeededFuture(
                                    new MessageLog.UserRooms(found, Math.max(page.total(), found.size())))
                            : allRooms(user, found.get(found.size() - 1), found);
                });
    }

    /**
     * Whether one of these users follows the own feed, or is about to; from any thread.
     *
     * @param users empty: any user
     */
    public boolean follows(List<UserId> users) {
        return users.isEmpty() ? !feeds.isEmpty() : users.stream().anyMatch(feeds::containsKey);
    }

    private void loaded(UserFeed feed, MessageLog.UserRooms found) {
        if (feeds.get(feed.user()) != feed) {
            return; // none of its sockets is left
        }
        rooms.load(feed.user(), found.rooms(), found.total() <= found.rooms().size());
        feed.takePending().forEach(subscriber -> {
            subscriber.reply(Feeds.USER, position(feed.user()));
            feed.open(subscriber);
        });
        lookUpMeanwhile(feed);
    }

    private void refuse(UserFeed feed, Throwable cause) {
        feed.takePending().forEach(subscriber -> {
            subscriber.addresses().remove(Feeds.USER);
            subscriber.fail(Feeds.USER, (HubException) cause);
        });
        lookUpMeanwhile(feed);
        closeIdle(feed);
    }

    private void lookUpMeanwhile(UserFeed feed) {
        if (feed.isInDoubt()) {
            resync.add(feed.user());
        }
        lists.lookUp(feed.loaded(), feed.user());
    }

    /** Ends a subscription, pending or not. */
    public void unsubscribe(Subscriber subscriber) {
        UserFeed feed = feeds.get(subscriber.follower().user());
        if (feed != null) {
            feed.drop(subscriber);
            closeIdle(feed);
        }
    }

    private void closeIdle(UserFeed feed) {
        if (feed.size() == 0 && feeds.remove(feed.user(), feed)) {
            rooms.forget(feed.user());
            resync.remove(feed.user());
        }
    }

    /** Whether a user who follows the own feed is in the room; from any thread. */
    public boolean lists(RoomId room) {
        return rooms.hasUserIn(room);
    }

    /** A user joined a room, or left it. */
    public void changed(RoomId room, UserId user) {
        lists.touch(room, user, true);
    }

    /**
     * Entries of rooms were stored: their users are told how the rooms stand.
     *
     * @param some the rooms, and whether members or details have changed there
     */
    public void touched(Map<RoomId, Boolean> some) {
        some.forEach(lists::touch);
    }

    /** A membership entry of any room was stored. */
    public void changed(RoomEntry entry) {
        RoomId room = entry.room();
        entry.change().members().forEach(member -> lists.touch(room, member.user(), true));
        lists.touch(room, true);
        if (entry.change().details() != null && entry.seq() > 1) { // the first entry names all members
            rooms.incomplete().forEach(resync::add);
        }
    }

    /** Passes an ephemeral event on to the sockets of its users; its kind does not matter. */
    public void hint(Hints.ToUsers hint) {
        Delivery delivery = Delivery.of(Feeds.USER, hint.hint());
        for (UserId user : hint.users()) {
            UserFeed feed = feeds.get(user);
            if (feed != null) {
                feed.send(delivery, hint.except());
                touchRead(user, hint.hint());
            }
        }
        delivery.release();
    }

    /** What was read is part of a row, which may have been told in between: it is told once more. */
    private void touchRead(UserId user, Hints.Body hint) {
        boolean isOfRow = hint.event().equals(Reads.READ_HINT) || hint.event().equals(Reads.MARKED_HINT);
        if (isOfRow && hint.fields().get("room") instanceof String room) {
            lists.touchKnown(new RoomId(room), user);
        }
    }

    /** Passes an ephemeral event on to all users, a part of them at a time. */
    public void hint(Hints.ToAll hint) {
        broadcasts.add(hint);
    }

    /** Membership entries may have been lost: every user is told to ask for the list of rooms. */
    public void resync() {
        feeds.keySet().forEach(resync::add);
    }

    private void tellPosition(UserId user) {
        tell(user, position(user));
    }

    private Feeds.UserPosition position(UserId user) {
        return new Feeds.UserPosition(rooms.isIncomplete(user));
    }

    private void tell(UserId user, Record body) {
        UserFeed feed = feeds.get(user);
        if (feed != null) {
            feed.tell(body);
        }
    }

    /** How full they are; looks at every feed. */
    public UserFeedStats stats() {
        long subscriptions = feeds.values().stream().mapToLong(UserFeed::size).sum();
        return new UserFeedStats(subscriptions, rooms.size(), lists.size(), resync.size(), broadcasts.size());
    }

    private final class ListedSockets implements LiveLists.Sockets {
        @Override
        public boolean isDue(UserId user, RoomId room) {
            UserFeed feed = feeds.get(user);
            return feed != null && feed.isDue(room);
        }

        @Override
        public void tell(UserId user, Record body) {
            UserFeeds.this.tell(user, body);
        }

        @Override
        public void missed(UserId user) {
            resync.add(user);
        }
    }
}
