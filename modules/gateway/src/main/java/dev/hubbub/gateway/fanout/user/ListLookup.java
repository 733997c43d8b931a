// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks how rooms stand in the lists of users after something has changed there. A user has one question under way, and rests
 * after the answer, so that a busy room is told now and then, and its last state always. Bounded: few questions are under way
 * and few are asked in a short time, so that a room with many users costs no more than the store can bear; most of them for
 * users in whose rooms members come and go. Of what does not fit the users are told that they have missed something.
 */
final class ListLookup {
    /** How many questions are under way at a time. */
    static final int MAX_ASKED = 16;

    /** How many are asked in {@link #TICK_MILLIS}. */
    static final int MAX_IN_A_TICK = 50;

    static final long TICK_MILLIS = 100;

    /** Of so many questions one is for a user who waits for less: members who come and go without end hold up no others. */
    static final int TURN = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ListLookup.class);

    private final Function<RoomLists.RowsOf, Future<RoomLists.Rows>> store;
    private final Listener listener;
    private final Resync.Pace pace;
    private final int maxWaiting;

    /** The rooms to ask about, and whether their members or details have changed. */
    private final Map<UserId, Map<RoomId, Boolean>> waiting = new HashMap<>();

    private final Set<UserId> urgent = new LinkedHashSet<>();
    private final Set<UserId> ready = new LinkedHashSet<>();
    private final Set<UserId> resting = new HashSet<>();
    private int asked;
    private int askedInTick;
    private int turn;
    private boolean ticking;
    private int size;

    /** Is told the answers. */
    interface Listener {
        /** @param rooms those that were asked about */
        void answered(UserId user, List<RoomId> rooms, RoomLists.Rows found);

        /** Nothing is known of what changed for this user. */
        void missed(UserId user);
    }

    /**
     * @param pace how long a user rests
     * @param maxWaiting how many rooms may wait, each counted once a user
     */
    ListLookup(
            Function<RoomLists.RowsOf, Future<RoomLists.Rows>> store,
            Listener listener,
            Resync.Pace pace,
            int maxWaiting) {
        this.store = store;
        this.listener = listener;
        this.pace = pace;
        this.maxWaiting = maxWaiting;
    }

    /** How many rooms wait or are being asked about, each counted once a user. */
    int size() {
        return size;
    }

    /**
     * Notes that this room of the user is to be asked about, at {@link #start} at the latest.
     *
     * @param changed whether members or details of the room have changed
     */
    void add(RoomId room, UserId user, boolean changed) {
        Map<RoomId, Boolean> rooms = waiting.computeIfAbsent(user, first -> new LinkedHashMap<>());
        if (rooms.containsKey(room) || size < maxWaiting) {
            size += rooms.containsKey(room) ? 0 : 1;
            rooms.merge(room, changed, Boolean::logicalOr);
            if (!resting.contains(user)) {
                (changed ? urgent : ready).add(user);
            }
        } else {
            if (rooms.isEmpty()) {
                waiting.remove(user);
            }
            listener.missed(user);
        }
    }

    /** Asks about what was noted. */
    void start() {
        askNext();
    }

    private void askNext() {
        while (asked < MAX_ASKED && askedInTick < MAX_IN_A_TICK && !(urgent.isEmpty() && ready.isEmpty())) {
            UserId user = next().iterator().next();
            urgent.remove(user);
            ready.remove(user);
            askAbout(user);
        }
    }

    private Set<UserId> next() {
        turn = (turn + 1) % TURN;
        return urgent.isEmpty() || (turn == 0 && !ready.isEmpty()) ? ready : urgent;
    }

    private void askAbout(UserId user) {
        Map<RoomId, Boolean> rooms = waiting.getOrDefault(user, Map.of());
        List<RoomId> taken = rooms.keySet().stream().limit(RoomLists.MAX_ROWS).toList();
        List<RoomId> changed =
                taken.stream().filter(room -> rooms.getOrDefault(room, false)).toList();
        taken.forEach(rooms::remove);
        if (rooms.isEmpty()) {
            waiting.remove(user);
        }
        asked++;
        askedInTick++;
        startTick();
        resting.add(user);
        store.apply(new RoomLists.RowsOf(user, taken, changed))
                .onSuccess(found -> listener.answered(user, taken, found))
                .onFailure(cause -> failed(user, cause))
                .onComplete(either -> {
                    asked--;
                    size -= taken.size();
                    pace.timer().after(pace.pauseMillis(), () -> rested(user));
                    askNext();
                });
    }

    private void startTick() {
        if (!ticking) {
            ticking = true;
            pace.timer().after(TICK_MILLIS, () -> {
                ticking = false;
                askedInTick = 0;
                askNext();
            });
        }
    }

    private void rested(UserId user) {
        resting.remove(user);
        Map<RoomId, Boolean> rooms = waiting.get(user);
        if (rooms != null) {
            (rooms.containsValue(true) ? urgent : ready).add(user);
            askNext();
        }
    }

    private void failed(UserId user, Throwable cause) {
        LOG.debug("user {} is told to ask: {}", user, cause.getMessage());
        listener.missed(user);
    }
}
