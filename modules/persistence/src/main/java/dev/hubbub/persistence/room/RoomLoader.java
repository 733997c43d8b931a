// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.read.HeadFinder;
import dev.hubbub.persistence.read.MembershipChain;
import dev.hubbub.persistence.read.MessageCounter;
import dev.hubbub.persistence.store.RoomFloor;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Brings the state of a room up to date with its log. */
public final class RoomLoader {
    private final RoomStore rooms;
    private final HeadFinder headFinder;
    private final MessageCounter messageCounter;
    private final MembershipChain membershipChain;

    /**
     * @param changes the membership entries that are new in the state
     * @param hint the head that the search began from
     */
    record Loaded(RoomState state, List<StoredEntry> changes, long hint) {}

    public RoomLoader(Store store) {
        rooms = store.rooms();
        headFinder = new HeadFinder(store.entries(), rooms);
        messageCounter = new MessageCounter(store.entries(), rooms);
        membershipChain = new MembershipChain(store.entries());
    }

    /** Loads a room that is not in memory, from its snapshot. */
    Future<Loaded> load(RoomId room) {
        return rooms.find(room).compose(snapshot -> catchUp(room, new RoomState(snapshot), snapshot.head()));
    }

    /** Updates a room in memory, to which other writers may have appended. */
    Future<Loaded> catchUp(RoomId room, RoomState state) {
        return catchUp(room, state, state.head().seq());
    }

    private Future<Loaded> catchUp(RoomId room, RoomState state, long hint) {
        return headFinder
                .find(room, hint)
                .compose(found -> messageCounter.counted(room, found))
                .compose(head -> {
                    boolean ahead = state.membership() > head.membership();
                    Future<Optional<List<StoredEntry>>> changes = ahead
                            ? Future.succeededFuture(Optional.empty())
                            : membershipChain.read(room, state.membership(), head.membership());
                    return changes.compose(entries -> entries.isPresent()
                            ? Future.succeededFuture(moved(state, head, entries.get(), hint))
                            : beginAgain(room, state, head, hint));
                });
    }

    /** The state knows more than the log has, or less than it still has: begins from the floor. */
    private Future<Loaded> beginAgain(RoomId room, RoomState state, EntryHeader head, long hint) {
        return rooms.floor(room).map(RoomFloor::before).compose(floor -> membershipChain
                .read(room, floor.membership(), head.membership())
                .map(found -> {
                    List<StoredEntry> changes = found.orElseThrow(
                            () -> new IllegalStateException("the log of room " + room + " has a gap"));
                    state.restart(floor);
                    return moved(state, head, changes, hint);
                }));
    }

    private static Loaded moved(RoomState state, EntryHeader head, List<StoredEntry> changes, long hint) {
        state.moveTo(head, changes);
        return new Loaded(state, changes, hint);
    }
}
