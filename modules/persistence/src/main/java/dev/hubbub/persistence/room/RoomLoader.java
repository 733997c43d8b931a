// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.read.HeadFinder;
import dev.hubbub.persistence.read.MembershipChain;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.List;

/** Brings the state of a room up to date with its log. */
public final class RoomLoader {
    private final RoomStore rooms;
    private final HeadFinder headFinder;
    private final MembershipChain membershipChain;

    /**
     * @param changes the membership entries that are new in the state
     * @param hint the head that the search began from
     */
    record Loaded(RoomState state, List<StoredEntry> changes, long hint) {}

    public RoomLoader(Store store) {
        rooms = store.rooms();
        headFinder = new HeadFinder(store.entries());
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
        return headFinder.find(room, hint).compose(head -> {
            boolean ahead = state.membership() > head.membership();
            long known = ahead ? 0 : state.membership();
            return membershipChain.read(room, known, head.membership()).map(changes -> {
                if (ahead) {
                    state.reset();
                }
                state.moveTo(head, changes);
                return new Loaded(state, changes, hint);
            });
        });
    }
}
