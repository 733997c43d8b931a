// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.Subscriber;
import dev.hubbub.gateway.fanout.buffer.AsyncSemaphore;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The feeds of the users who have sockets on one event loop. The membership entries that every gateway gets say that
 * something has changed; the store says what. What may have been missed is not repaired here: the client is told its
 * position again, and asks for the list of its rooms.
 */
public final class UserFeeds {
    /** The most that the store names. */
    private static final int MAX_ROOMS = 1_000;

    private static final int MAX_LOADS = 32;
    private static final int MAX_MEMBERSHIPS = 100_000;
    private static final int MAX_LOOKUPS = 20_000;

    private final Function<UserId, Future<MessageLog.UserRooms>> roomsOf;
    private final Map<UserId, UserFeed> feeds = new ConcurrentHashMap<>(); // changed on the event loop only
    private final AsyncSemaphore loads = new AsyncSemaphore(MAX_LOADS);
    private final UserRooms rooms;
    private final ChatLookup lookup;
    private final Resync resync;
    private final Broadcasts broadcasts;

    /**
     * Must be used on one event loop.
     *
     * @param resyncMillis how long more reasons to tell a user that something may be missed are waited for
     */
    public UserFeeds(Vertx vertx, Bus bus, long resyncMillis) {
        this(
                user -> bus.call(MessageLog.ROOMS, new MessageLog.RoomsOf(user, MAX_ROOMS)),
                describe -> bus.call(MessageLog.DESCRIBE, describe),
                new Resync.Pace(resyncMillis, (millis, task) -> vertx.setTimer(millis, due -> task.run())),
                MAX_MEMBERSHIPS);
    }

    /**
     * @param roomsOf the rooms of a user
     * @param describe a room and some of its members
     * @param pace of telling users that something may be missed
     */
    UserFeeds(
            Function<UserId, Future<MessageLog.UserRooms>> roomsOf,
            Function<MessageLog.Describe, Future<MessageLog.Room>> describe,
            Resync.Pace pace,
            int maxMemberships) {
        this.roomsOf = roomsOf;
        this.rooms = new UserRooms(maxMemberships);
        this.lookup = new ChatLookup(describe, new Answers(), MAX_LOOKUPS);
        this.resync = new Resync(pace, user -> tell(user, new Feeds.UserPosition()));
        this.broadcasts = new Broadcasts(pace.timer(), feeds);
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
        return loads.acquire(() -> roomsOf.apply(feed.user()))
                .onSuccess(found -> loaded(feed, found))
                .onFailure(cause -> refuse(feed, cause))
                .transform(either -> Future.succeededFuture());
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
            subscriber.reply(Feeds.USER, new Feeds.UserPosition());
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
        feed.loaded().forEach(room -> lookup.ask(room, feed.user()));
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

    /** A membership entry of any room was stored. */
    public void changed(RoomEntry entry) {
        entry.change().members().forEach(membership -> changed(entry.room(), membership.user()));
        if (entry.change().details() != null && entry.seq() > 1) { // the first entry names all members
            rooms.usersIn(entry.room()).forEach(user -> changed(entry.room(), user));
            rooms.incomplete().forEach(resync::add);
        }
    }

    /** A user joined a room, or left it. */
    public void changed(RoomId room, UserId user) {
        UserFeed feed = feeds.get(user);
        if (feed != null && feed.isDue(room)) {
            lookup.ask(room, user);
        }
    }

    /** Passes an ephemeral event on to the sockets of its users; its kind does not matter. */
    public void hint(Hints.ToUsers hint) {
        Delivery delivery = Delivery.of(Feeds.USER, hint.hint());
        for (UserId user : hint.users()) {
            UserFeed feed = feeds.get(user);
            if (feed != null) {
                feed.send(delivery, hint.except());
            }
        }
        delivery.release();
    }

    /** Passes an ephemeral event on to all users, a part of them at a time. */
    public void hint(Hints.ToAll hint) {
        broadcasts.add(hint);
    }

    /** Membership entries may have been lost: every user is told to ask for the list of rooms. */
    public void resync() {
        feeds.keySet().forEach(resync::add);
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
        return new UserFeedStats(subscriptions, rooms.size(), lookup.size(), resync.size(), broadcasts.size());
    }

    /** What the store says of users in a room that has changed. */
    private final class Answers implements ChatLookup.Listener {
        @Override
        public void answered(RoomId room, List<UserId> users, Optional<MessageLog.Room> found) {
            Map<UserId, Member> members = found.map(MessageLog.Room::members).orElse(List.of()).stream()
                    .filter(member -> !member.role().equals(Role.BANNED))
                    .collect(Collectors.toMap(Member::user, Function.identity()));
            for (UserId user : users) {
                Member member = members.get(user);
                if (member == null) {
                    rooms.remove(user, room);
                    tell(user, new Feeds.ChatRemoved(room));
                } else {
                    rooms.add(user, room);
                    tell(user, chat(found.orElseThrow(), member));
                }
            }
        }

        private Feeds.Chat chat(MessageLog.Room room, Member member) {
            return new Feeds.Chat(room.room(), room.details(), member.role(), room.head());
        }

        @Override
        public void missed(Collection<UserId> users) {
            users.forEach(resync::add);
        }
    }
}
