// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.value.RoomId;
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
final class DerivedDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(DerivedDocuments.class);
    private static final int HINT_EVERY = 64;
    private static final int MEMBERS_PER_CHANGE = 64;

    /** Users who were to be told and could not; beyond it that is left to whoever loads the room next. */
    private static final int MAX_UNAPPLIED = 1_000;

    private final RoomId room;
    private final RoomState state;
    private final RoomStore rooms;
    private final UserStore users;
    private List<UserRoom> unapplied = new ArrayList<>();
    private boolean incomplete;
    private int unsaved;
    private long hinted;
    private Future<Void> last = Future.succeededFuture();

    /** @param hinted the head that the stored hint names */
    DerivedDocuments(RoomId room, RoomState state, Store store, long hinted) {
        this.room = room;
        this.state = state;
        rooms = store.rooms();
        users = store.users();
        this.hinted = hinted;
    }

    boolean isIdle() {
        return last.isComplete();
    }

    /** The state has moved on by these membership entries. Completes, never fails, when their users were told. */
    Future<Void> changed(List<StoredEntry> changes) {
        changes.forEach(change -> unapplied.addAll(UserRoom.of(change)));
        unsaved += changes.size();
        return then(() -> write(false));
    }

    /** The head has moved on. */
    void moved() {
        if (needsHint(HINT_EVERY)) {
            hinted = state.head().seq(); // one that gets lost is made up for by the next
            then(() -> rooms.hint(Map.of(room, state.head().seq())));
        }
        if (!unapplied.isEmpty() && last.isComplete()) {
            then(() -> write(false)); // the log can be written: perhaps users can be told by now
        }
    }

    /** Whether the stored hint lags behind by so many entries. */
    boolean needsHint(int lag) {
        return state.head().seq() - hinted >= lag;
    }

    /** Writes what is still to be written, but the hint. Completes, never fails, when all is done that can be. */
    Future<Void> finish() {
        return then(() -> write(true));
    }

    private Future<Void> then(Supplier<Future<Void>> write) {
        last = last.compose(before -> write.get()).recover(cause -> {
            LOG.debug("derived documents of room {} lag behind", room, cause);
            return Future.succeededFuture();
        });
        return last;
    }

    private Future<Void> write(boolean lastChance) {
        if (unsaved == 0) {
            return Future.succeededFuture();
        }
        List<UserRoom> changes = unapplied;
        unapplied = new ArrayList<>();
        Optional<Snapshot> due =
                !incomplete && (lastChance || isDue()) ? Optional.of(state.snapshot()) : Optional.empty();
        int saves = unsaved;
        return users.apply(changes)
                .onFailure(cause -> keep(changes))
                .compose(applied -> due.map(this::save).orElse(Future.succeededFuture()))
                .onSuccess(saved -> unsaved -= due.isPresent() ? saves : 0);
    }

    /** For the next try. What is dropped must not be in a snapshot: so it is found again from the one before. */
    private void keep(List<UserRoom> failed) {
        if (unapplied.size() + failed.size() <= MAX_UNAPPLIED) {
            unapplied.addAll(0, failed);
        } else {
            incomplete = true;
            LOG.warn("room {}: {} users are not told until it is loaded again", room, failed.size());
        }
    }

    /** A snapshot costs as much as the room has members: a large room's is written less often. */
    private boolean isDue() {
        return (long) unsaved * MEMBERS_PER_CHANGE >= state.size();
    }

    private Future<Void> save(Snapshot snapshot) {
        return rooms.save(snapshot).onSuccess(saved -> hinted = Math.max(hinted, snapshot.head()));
    }
}
