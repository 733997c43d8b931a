// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;

/** What a writer knows of one room, and how far that can be trusted: other writers may have appended to it. */
final class KnownRoom {
    private final RoomId id;
    private final Store store;
    private final RoomLoader loader;
    private RoomState state;
    private DerivedDocuments derived;
    private boolean behind = true;
    private long announced;
    private long confirmedBy;

    KnownRoom(RoomId id, Store store, RoomLoader loader) {
        this.id = id;
        this.store = store;
        this.loader = loader;
    }

    RoomId id() {
        return id;
    }

    boolean exists() {
        return state != null && state.head().exists();
    }

    /** How many members are known. */
    int size() {
        return state == null ? 0 : state.size();
    }

    /** The newest entry that is known; only once it was caught up. */
    Head head() {
        return state.head();
    }

    MessageLog.Room describe(List<UserId> users) {
        return state.describe(users);
    }

    /** Whether everything is known that was stored when the look at the store with this number began. */
    boolean isConfirmedAfter(long look) {
        return confirmedBy > look;
    }

    /** Whether it has to be brought up to the log before anything is numbered. */
    boolean isBehind() {
        return behind;
    }

    /** Another writer has appended, or whether our own entries were stored, now or later, is not known. */
    void fallBehind() {
        behind = true;
    }

    /** Whether we never announced the newest entry: whoever stored it may not have lived to do so. */
    boolean isUnannounced() {
        return exists() && announced != head().seq();
    }

    /** The newest entry was announced. */
    void announced() {
        announced = head().seq();
    }

    /** Brings what is known up to the log, by the look at the store with this number, which begins now. */
    Future<Void> catchUp(long look) {
        Future<RoomLoader.Loaded> found = state == null ? loader.load(id) : loader.catchUp(id, state);
        return found.map(loaded -> caughtUp(loaded, look));
    }

    private Void caughtUp(RoomLoader.Loaded loaded, long look) {
        if (derived == null) {
            derived = new DerivedDocuments(id, loaded.state(), store, loaded.hint());
        }
        state = loaded.state();
        confirmedBy = look;
        behind = false;
        derived.changed(loaded.changes());
        return null;
    }

    /**
     * The next entry was stored, and is announced right after this: nobody else had stored one when that write began.
     * Completes, never fails, when its sender may be told.
     */
    Future<Void> append(StoredEntry entry, long write) {
        confirmedBy = write;
        state.append(entry);
        announced();
        derived.moved();
        return entry.changesMembers() ? derived.changed(List.of(entry)) : Future.succeededFuture();
    }

    /** Whether nothing derived from it is being written. */
    boolean isIdle() {
        return derived == null || derived.isIdle();
    }

    /** Writes what is derived from the log but the hint, before it is forgotten. Never fails. */
    Future<Void> finish() {
        return exists() ? derived.finish() : Future.succeededFuture();
    }

    /** Whether it has a head that the stored hint does not name. */
    boolean needsHint() {
        return exists() && derived.needsHint(1);
    }
}
