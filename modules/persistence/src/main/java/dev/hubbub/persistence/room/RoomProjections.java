// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.members.MemberDocuments;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.UserRoomStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the projections of the log of one room, one write after the other: its members where they are kept beside the log, the
 * rooms of its users, then the snapshot, and from time to time the head hint. A snapshot never holds a membership entry that
 * is missing in the documents of its users, so that the next load of the room applies it. A failed write is repeated with the
 * next entry.
 */
final class RoomProjections {
    private static final Logger LOG = LoggerFactory.getLogger(RoomProjections.class);
    private static final int HINT_INTERVAL = 64;
    private static final int MEMBERS_PER_CHANGE = 64;

    /** How many failed changes of users' documents wait for a retry; the next load of the room applies the rest. */
    private static final int MAX_UNAPPLIED = 1_000;

    private final RoomId room;
    private final RoomState state;
    private final RoomStore rooms;
    private final UserRoomStore userRooms;
    private final MemberDocuments members;
    private List<StoredEntry> unprojected = new ArrayList<>();
    private List<UserRoomChange> unapplied = new ArrayList<>();
    private boolean incomplete;
    private int unsaved;
    private boolean isRenamed;
    private long hintedHead;
    private Future<Void> lastWrite = Future.succeededFuture();

    /** @param hintedHead the head in the stored hint */
    RoomProjections(RoomId room, RoomState state, Store store, long hintedHead) {
        this.room = room;
        this.state = state;
        rooms = store.rooms();
        userRooms = store.userRooms();
        members = new MemberDocuments(room, store.members(), System::nanoTime);
        this.hintedHead = hintedHead;
    }

    /** The members, where they are kept beside the log. */
    MemberDocuments members() {
        return members;
    }

    boolean isIdle() {
        return lastWrite.isComplete();
    }

    /** The state has these new membership entries. Completes, never fails, when the users' documents were written. */
    Future<Void> membersChanged(List<StoredEntry> changes) {
        if (state.keepsMembersApart()) {
            unprojected.addAll(changes);
        } else {
            changes.forEach(change -> unapplied.addAll(UserRoomChange.of(change, state::member)));
            unapplied.addAll(state.takeEnded());
        }
        unsaved += changes.size();
        isRenamed = isRenamed || changes.stream().anyMatch(RoomProjections::changesDetails);
        return enqueue(() -> write(false));
    }

    private static boolean changesDetails(StoredEntry entry) {
        return entry.seq() > 1 && EntryKinds.STANDARD.change(entry.entry()).details() != null;
    }

    /** A user joined or left by itself. Completes, never fails, when the list of its rooms was written. */
    Future<Void> memberChanged(UserRoomChange change) {
        unapplied.add(change);
        return enqueue(() -> write(false));
    }

    /** Completes when the documents of members include all membership entries; fails where the store does not take them. */
    Future<Void> membersWritten() {
        return lastWrite
                .compose(written -> unprojected.isEmpty() ? Future.succeededFuture() : enqueue(() -> write(false)))
                .compose(written -> unprojected.isEmpty() && !incomplete
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                                new HubException(ErrorCode.UNAVAILABLE, "the members of the room are not stored yet")));
    }

    /** Whether changes of members beside the log were dropped, which only a load of the room applies. */
    boolean needsLoad() {
        return incomplete && state.keepsMembersApart();
    }

    /** The state has a new head. */
    void headMoved() {
        if (needsHint(HINT_INTERVAL)) {
            hintedHead = state.head().seq(); // a lost hint is made up for by the next
            enqueue(() -> rooms.raiseHeads(Map.of(room, state.head().seq())));
        }
        if ((!unapplied.isEmpty() || !unprojected.isEmpty()) && lastWrite.isComplete()) {
            enqueue(() -> write(false)); // the store takes writes: retry
        }
    }

    /** Whether the stored hint is at least this many entries behind. */
    boolean needsHint(int lag) {
        return state.head().seq() - hintedHead >= lag;
    }

    /** Writes what is outstanding, except the hint. Completes, never fails, when each write was tried. */
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
        if (unprojected.isEmpty()) {
            return writeRooms(flushing);
        }
        List<StoredEntry> entries = unprojected;
        unprojected = new ArrayList<>();
        return members.apply(entries).onFailure(cause -> projectLater(entries)).compose(changes -> {
            unapplied.addAll(changes);
            return unprojected.isEmpty() ? writeRooms(flushing) : write(flushing);
        });
    }

    private void projectLater(List<StoredEntry> failed) {
        if (unprojected.size() + failed.size() <= MAX_UNAPPLIED) {
            unprojected.addAll(0, failed);
        } else {
            incomplete = true;
        }
    }

    private Future<Void> writeRooms(boolean flushing) {
        if (unsaved == 0 && unapplied.isEmpty()) {
            return Future.succeededFuture();
        }
        List<UserRoomChange> changes = unapplied;
        unapplied = new ArrayList<>();
        boolean isDue = unsaved > 0 && !incomplete && (flushing || isSnapshotDue());
        Optional<RoomSnapshot> snapshot = isDue ? Optional.of(state.snapshot()) : Optional.empty();
        int covered = unsaved;
        isRenamed = isRenamed && snapshot.isEmpty();
        return userRooms
                .applyRoomChanges(changes)
                .onFailure(cause -> retryLater(changes))
                .compose(applied -> snapshot.map(this::save).orElse(Future.succeededFuture()))
                .onSuccess(saved -> unsaved -= snapshot.isPresent() ? covered : 0)
                .onFailure(cause -> isRenamed = isRenamed || snapshot.isPresent());
    }

    /** Changes that are dropped must stay out of the snapshot: the older snapshot leads back to them. */
    private void retryLater(List<UserRoomChange> failed) {
        if (unapplied.size() + failed.size() <= MAX_UNAPPLIED) {
            unapplied.addAll(0, failed);
        } else {
            incomplete = true;
            LOG.warn("room {}: {} users are not told until it is loaded again", room, failed.size());
        }
    }

    /**
     * The cost of a snapshot grows with the members, so the snapshot of a large room is written less often; but at once when the
     * room is something else now, because lists show what is in the snapshot.
     */
    private boolean isSnapshotDue() {
        return isRenamed || (long) unsaved * MEMBERS_PER_CHANGE >= state.userCount();
    }

    private Future<Void> save(RoomSnapshot snapshot) {
        return rooms.save(snapshot).onSuccess(saved -> hintedHead = Math.max(hintedHead, snapshot.head()));
    }
}
