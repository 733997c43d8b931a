// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.UserStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is derived from the log of one room, one write after the other: the rooms of its users, then the
 * snapshot, now and then the head hint. A snapshot never holds a membership entry that its users' documents do not
 * reflect, so that whoever loads it later applies what is missing. What fails is tried again with the next entry.
 */
final class RoomProjections {
    private static final Logger LOG = LoggerFactory.getLogger(RoomProjections.class);
    private static final int HINT_INTERVAL = 64;
    private static final int MEMBERS_PER_CHANGE = 64;

    /** Users who were to be told and could not; beyond it that is left to whoever loads the room next. */
    private static final int MAX_UNAPPLIED = 1_000;

    private final RoomId room;
    private final RoomState state;
    private final RoomStore rooms;
    private final UserStore users;
    private List<UserRoomChange> unapplied = new ArrayList<>();
    private boolean incomplete;
    private int unsaved;
    private long hintedHead;
    private Future<Void> lastWrite = Future.succeededFuture();

    /** @param hintedHead the head that the stored hint names */
    RoomProjections(RoomId room, RoomState state, Store store, long hintedHead) {
        this.room = room;
        this.state = state;
        rooms = store.rooms();
        users = store.users();
        this.hintedHead = hintedHead;
    }

    boolean isIdle() {
        return lastWrite.isComplete();
    }

    /** The state has moved on by these membership entries. Completes, never fails, when their users were told. */
    Future<Void> membersChanged(List<StoredEntry> changes) {
        changes.forEach(change -> unapplied.addAll(UserRoomChange.of(change.entry())));
        unsaved += changes.size();
        return enqueue(() -> write(false));
    }

    /** The head has moved on. */
    void headMoved() {
        if (needsHint(HINT_INTERVAL)) {
            hintedHead = state.head().seq(); // one that gets lost is made up for by the next
            enqueue(() -> rooms.raiseHeads(Map.of(room, state.head().seq())));
        }
        if (!unapplied.isEmpty() && lastWrite.isComplete()) {
            enqueue(() -> write(false)); // the log can be written: perhaps users can be told by now
        }
    }

    /** Whether the stored hint lags behind by so many entries. */
    boolean needsHint(int lag) {
        return state.head().seq() - hintedHead >= lag;
    }

    /** Writes what is still to be written, but the hint. Completes, never fails, when all is done that can be. */
    Future<Void> flush() {
        return enqueue(() -> write(true));
    }

    private Future<Void> enqueue(Supplier<Future<Void>> write) {
        lastWrite = lastWrite.compose(before -> write.get()).recover(cause -> {
            LOG.debug("derived documents of room {} lag behind", room, cause);
            return Future.succeededFuture();
        });
        return lastWrite;
    }

    private Future<Void> write(boolean flushing) {
        if (unsaved == 0) {
            return Future.succeededFuture();
        }
        List<UserRoomChange> changes = unapplied;
        unapplied = new ArrayList<>();
        Optional<RoomSnapshot> snapshot =
                !incomplete && (flushing || isSnapshotDue()) ? Optional.of(state.snapshot()) : Optional.empty();
        int covered = unsaved;
        return users.applyRoomChanges(changes)
                .onFailure(cause -> retryLater(changes))
                .compose(applied -> snapshot.map(this::save).orElse(Future.succeededFuture()))
                .onSuccess(saved -> unsaved -= snapshot.isPresent() ? covered : 0);
    }

    /** For the next try. What is dropped must not be in a snapshot: so it is found again from the one before. */
    private void retryLater(List<UserRoomChange> failed) {
        if (unapplied.size() + failed.size() <= MAX_UNAPPLIED) {
            unapplied.addAll(0, failed);
        } else {
            incomplete = true;
            LOG.warn("room {}: {} users are not told until it is loaded again", room, failed.size());
        }
    }

    /** A snapshot costs as much as the room has members: a large room's is written less often. */
    private boolean isSnapshotDue() {
        return (long) unsaved * MEMBERS_PER_CHANGE >= state.memberCount();
    }

    private Future<Void> save(RoomSnapshot snapshot) {
        return rooms.save(snapshot).onSuccess(saved -> hintedHead = Math.max(hintedHead, snapshot.head()));
    }
}
