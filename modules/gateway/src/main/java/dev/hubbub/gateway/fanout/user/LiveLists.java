// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.lists.RoomLists.Info;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps the lists of rooms that users see up to date. What has changed in a room is gathered for a short time and told to those
 * of its members who follow their feed here, as the row that their list has then.
 */
final class LiveLists {
    /** How often a user is told of what changes in its list. */
    static final long PAUSE_MILLIS = 500;

    /** How long more changes are waited for after a time without any. */
    static final long GATHER_MILLIS = 20;

    private static final int MAX_LOOKUPS = 20_000;

    private final UserRooms rooms;
    private final Sockets sockets;
    private final Function<RoomLists.RowsOf, Future<RoomLists.Rows>> rowsOf;
    private final ListLookup lookup;
    private final Resync.Timer timer;

    /** Rooms that have changed, and whether their members or details have. */
    private final Map<RoomId, Boolean> touched = new LinkedHashMap<>();

    private boolean gathering;

    /** The users who follow their feed here. */
    interface Sockets {
        /** Notes that a room has changed for a user. Returns whether it has to be looked up now. */
        boolean isDue(UserId user, RoomId room);

        /** Tells the sockets of a user. */
        void tell(UserId user, Record body);

        /** Nothing is known of what changed for this user. */
        void missed(UserId user);
    }

    /**
     * @param rooms of the users who follow their feed here
     * @param rowsOf how rooms stand in the list of a user
     */
    LiveLists(
            UserRooms rooms,
            Sockets sockets,
            Function<RoomLists.RowsOf, Future<RoomLists.Rows>> rowsOf,
            Resync.Timer timer) {
        this.rooms = rooms;
        this.sockets = sockets;
        this.timer = timer;
        this.rowsOf = rowsOf;
        this.lookup = new ListLookup(this::ask, new Answers(), new Resync.Pace(PAUSE_MILLIS, timer), MAX_LOOKUPS);
    }

    /** How many rooms are gathered, wait, or are being looked up, the latter each counted once a user. */
    int size() {
        return touched.size() + lookup.size();
    }

    /**
     * Something has changed in a room, of which all members are told.
     *
     * @param members whether members or details have changed
     */
    void touch(RoomId room, boolean members) {
        if (rooms.hasUserIn(room)) {
            touched.merge(room, members, Boolean::logicalOr);
            gather();
        }
    }

    /** Something has changed in a room for a user. */
    void touch(RoomId room, UserId user, boolean members) {
        if (sockets.isDue(user, room)) {
            lookup.add(room, user, members);
            gather();
        }
    }

    /** Something has changed for the user in a room, if it is one of its rooms. */
    void touchKnown(RoomId room, UserId user) {
        if (rooms.isIn(user, room)) {
            touch(room, user, false);
        }
    }

    /** Looks up at once how these rooms stand in the list of the user. */
    void lookUp(Collection<RoomId> some, UserId user) {
        some.forEach(room -> lookup.add(room, user, true));
        lookup.start();
    }

    /** From the question on a room counts as one of the user's, for the answer does not tell what happens there meanwhile. */
    private Future<RoomLists.Rows> ask(RoomLists.RowsOf rows) {
        rows.rooms().forEach(room -> rooms.add(rows.user(), room));
        return rowsOf.apply(rows);
    }

    private void gather() {
        if (!gathering) {
            gathering = true;
            timer.after(GATHER_MILLIS, this::tell);
        }
    }

    private void tell() {
        Map<RoomId, Boolean> now = new LinkedHashMap<>(touched);
        touched.clear();
        now.forEach((room, members) -> rooms.usersIn(room).stream()
                .filter(user -> sockets.isDue(user, room))
                .forEach(user -> lookup.add(room, user, members)));
        lookup.start();
        timer.after(PAUSE_MILLIS, () -> {
            gathering = !touched.isEmpty();
            if (gathering) {
                tell();
            } else {
                lookup.start(); // a user may have been noted during the pause
            }
        });
    }

    private final class Answers implements ListLookup.Listener {
        @Override
        public void answered(UserId user, List<RoomId> asked, RoomLists.Rows found) {
            Set<RoomId> gone = new LinkedHashSet<>(asked);
            for (Info info : found.rooms()) {
                gone.remove(info.room());
                sockets.tell(user, Hints.Body.of(Feeds.CHAT, info));
            }
            for (RoomId room : found.pending()) {
                gone.remove(room);
                touch(room, user, true);
            }
            for (RoomId room : gone) {
                rooms.remove(user, room);
                sockets.tell(user, new Feeds.ChatRemoved(room));
            }
        }

        @Override
        public void missed(UserId user) {
            sockets.missed(user);
        }
    }
}
