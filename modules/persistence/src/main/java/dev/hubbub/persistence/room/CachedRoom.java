// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.List;

/** What a writer knows of one room, and how far that can be trusted: other writers may have appended to it. */
public final class CachedRoom {
    private final RoomId id;
    private final Store store;
    private final RoomLoader loader;
    private RoomState state;
    private RoomProjections projections;
    private boolean behind = true;
    private long publishedHead;
    private long confirmedByRoundTrip;

    public CachedRoom(RoomId id, Store store, RoomLoader loader) {
        this.id = id;
        this.store = store;
        this.loader = loader;
    }

    public RoomId id() {
        return id;
    }

    public boolean exists() {
        return state != null && state.head().exists();
    }

    /** How many members are known. */
    public int memberCount() {
        return state == null ? 0 : state.memberCount();
    }

    /** The newest entry that is known; only once it was caught up. */
    public EntryHeader head() {
        return state.head();
    }

    public MessageLog.Room describe(List<UserId> users) {
        return state.describe(users);
    }

    /** Whether everything is known that was stored when the look at the store with this number began. */
    public boolean isConfirmedAfter(long roundTrip) {
        return confirmedByRoundTrip > roundTrip;
    }

    /** Whether it has to be brought up to the log before anything is numbered. */
    public boolean isBehind() {
        return behind;
    }

    /** Another writer has appended, or whether our own entries were stored, now or later, is not known. */
    public void markBehind() {
        behind = true;
    }

    /** Whether we never announced the newest entry: whoever stored it may not have lived to do so. */
    public boolean isUnpublished() {
        return exists() && publishedHead != head().seq();
    }

    /** The newest entry was announced. */
    public void markPublished() {
        publishedHead = head().seq();
    }

    /** Brings what is known up to the log, by the look at the store with this number, which begins now. */
    public Future<Void> catchUp(long roundTrip) {
        Future<RoomLoader.Loaded> found = state == null ? loader.load(id) : loader.catchUp(id, state);
        return found.map(loaded -> caughtUp(loaded, roundTrip));
    }

    private Void caughtUp(RoomLoader.Loaded loaded, long roundTrip) {
        if (projections == null) {
            projections = new RoomProjections(id, loaded.state(), store, loaded.hint());
        }
        state = loaded.state();
        confirmedByRoundTrip = roundTrip;
        behind = false;
        projections.membersChanged(loaded.changes());
        return null;
    }

    /**
     * The next entry was stored, and is announced right after this: nobody else had stored one when that write began.
     * Completes, never fails, when its sender may be told.
     */
    public Future<Void> append(StoredEntry entry, long roundTrip) {
        confirmedByRoundTrip = roundTrip;
        state.append(entry);
        markPublished();
        projections.headMoved();
        return entry.changesMembers() ? projections.membersChanged(List.of(entry)) : Future.succeededFuture();
    }

    /** Whether nothing derived from it is being written. */
    public boolean isIdle() {
        return projections == null || projections.isIdle();
    }

    /** Writes what is derived from the log but the hint, before it is forgotten. Never fails. */
    public Future<Void> flush() {
        return exists() ? projections.flush() : Future.succeededFuture();
    }

    /** Whether it has a head that the stored hint does not name. */
    public boolean needsHint() {
        return exists() && projections.needsHint(1);
    }
}
