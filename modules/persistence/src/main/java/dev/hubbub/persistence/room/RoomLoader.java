// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.read.EntryChain;
import dev.hubbub.persistence.read.HeadFinder;
import dev.hubbub.persistence.read.MessageCounter;
import dev.hubbub.persistence.store.RoomFloor;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.List;

/** Brings the state of a room up to date with its log. */
public final class RoomLoader {
    private final RoomStore rooms;
    private final HeadFinder headFinder;
    private final MessageCounter messageCounter;
    private final EntryChain<StoredEntry> memberships;
    private final EntryChain<Long> effects;

    /**
     * @param changes the membership entries that are new in the state
     * @param hint the head that the search began from
     * @param folded up to which entry with effects all effects are written
     * @param effects the seqs of all entries with effects after that
     */
    record Loaded(RoomState state, List<StoredEntry> changes, long hint, long folded, List<Long> effects) {}

    /** What is known of a room before its log is read. */
    private record Known(RoomId room, RoomState state, long hint, long folded) {}

    public RoomLoader(Store store) {
        rooms = store.rooms();
        headFinder = new HeadFinder(store.entries(), rooms);
        messageCounter = new MessageCounter(store.entries(), rooms);
        memberships = EntryChain.ofMemberships(store.entries());
        effects = EntryChain.ofEffects(store.entries());
    }

    /** Loads a room that is not in memory, from its snapshot. */
    Future<Loaded> load(RoomId room) {
        return rooms.find(room)
                .compose(snapshot ->
                        catchUp(new Known(room, new RoomState(snapshot), snapshot.head(), snapshot.folded())));
    }

    /**
     * Updates a room in memory, to which other writers may have appended.
     *
     * @param folded up to which entry with effects all effects are written
     */
    Future<Loaded> catchUp(RoomId room, RoomState state, long folded) {
        return catchUp(new Known(room, state, state.head().seq(), folded));
    }

    private Future<Loaded> catchUp(Known known) {
        return headFinder
                .find(known.room(), known.hint())
                .compose(found -> messageCounter.counted(known.room(), found))
                .compose(counted -> {
                    long folded = known.folded() > counted.seq() ? 0 : known.folded(); // of a log that was longer
                    EntryHeader head = counted.withEffects(Math.max(counted.effects(), folded));
                    return changes(known, head).compose(changes -> effects.read(known.room(), folded, head.effects())
                            .map(missing -> {
                                known.state().moveTo(head, changes);
                                return new Loaded(known.state(), changes, known.hint(), folded, missing.links());
                            }));
                });
    }

    /** The membership entries that are new. */
    private Future<List<StoredEntry>> changes(Known known, EntryHeader head) {
        RoomState state = known.state();
        return state.membership() > head.membership()
                ? beginAgain(known, head)
                : memberships
                        .read(known.room(), state.membership(), head.membership())
                        .compose(changes ->
                                changes.whole() ? Future.succeededFuture(changes.links()) : beginAgain(known, head));
    }

    /** The state knows more than the log has, or less than it still has: begins from the floor. */
    private Future<List<StoredEntry>> beginAgain(Known known, EntryHeader head) {
        return rooms.floor(known.room()).map(RoomFloor::before).compose(floor -> memberships
                .read(known.room(), floor.membership(), head.membership())
                .map(found -> {
                    if (!found.whole()) {
                        throw new IllegalStateException("the log of room " + known.room() + " has a gap");
                    }
                    known.state().restart(floor);
                    return found.links();
                }));
    }
}
