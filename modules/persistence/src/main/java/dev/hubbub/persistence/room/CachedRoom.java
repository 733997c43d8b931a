// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.messages.Memberships.Change;
import dev.hubbub.contract.messages.Memberships.Changed;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.ephemeral.EphemeralWindow;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.overlays.EffectFolder;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A room in the memory of a writer, and how fresh that copy is: other writers may have appended to the log. */
public final class CachedRoom {
    private final RoomId id;
    private final Store store;
    private final RoomLoader loader;
    private final BiConsumer<RoomId, Long> settled;
    private @Nullable RoomState state;
    private @Nullable RoomProjections projections;
    private @Nullable EffectFolder effects;
    private boolean behind = true;
    private long publishedHead;
    private long confirmedByRoundTrip;
    private long loadedByRoundTrip;

    /** @param settled is told up to which entry the room is stored with all effects */
    public CachedRoom(RoomId id, Store store, RoomLoader loader, BiConsumer<RoomId, Long> settled) {
        this.id = id;
        this.store = store;
        this.loader = loader;
        this.settled = settled;
    }

    public RoomId id() {
        return id;
    }

    public boolean exists() {
        return state != null && state.head().exists();
    }

    /** How many members the copy has. */
    public int memberCount() {
        return state == null ? 0 : state.size();
    }

    /** The newest known entry. Only after the first {@link #catchUp}. */
    public EntryHeader head() {
        return state().head();
    }

    /** Whether the membership of one of these users may have changed after this entry. */
    public boolean mayHaveChanged(List<UserId> users, long after) {
        return state().recentChanges().mayInclude(users, after);
    }

    /** How much memory the copy takes, counted in members: users who left lately are kept too. */
    public int size() {
        return state == null
                ? 0
                : Math.max(state.userCount(), state.recentChanges().size());
    }

    /**
     * What it is, with the memberships of these users. Where the members are kept beside the log, they are those that are stored at
     * some time after this call.
     *
     * @param window of a room whose messages are not stored
     */
    public Future<MessageLog.Room> describe(List<UserId> users, Optional<EphemeralWindow> window) {
        if (!keepsMembersApart()) {
            return Future.succeededFuture(state().describe(users));
        }
        MessageLog.Room stored = state().describe(List.of());
        MessageLog.Room described =
                window.map(open -> stored.numbered(open.base(), open.head())).orElse(stored);
        RoomProjections current = projections();
        return described.details().isCompleted()
                ? Future.succeededFuture(described)
                : current.membersWritten().compose(written -> current.members().describe(described, users));
    }

    /** Whether the copy was confirmed by a round trip that began after the one with this number. */
    public boolean isConfirmedAfter(long roundTrip) {
        return confirmedByRoundTrip > roundTrip;
    }

    /** Whether the copy was made by a round trip that began after the one with this number. */
    public boolean isLoadedAfter(long roundTrip) {
        return loadedByRoundTrip > roundTrip;
    }

    /** Whether it must catch up with the log before an entry is numbered. */
    public boolean isBehind() {
        return behind;
    }

    /** Another writer has appended, or the outcome of our own write is unknown. */
    public void markBehind() {
        behind = true;
    }

    /** Whether this writer did not publish the newest entry: its writer may have died before it did. */
    public boolean isUnpublished() {
        return exists() && !isEphemeral() && publishedHead != head().seq();
    }

    /** The newest entry was published. */
    public void markPublished() {
        publishedHead = head().seq();
    }

    /** Whether the members are kept beside the log. */
    public boolean keepsMembersApart() {
        return state().keepsMembersApart();
    }

    /** Whether it is a channel. */
    public boolean isChannel() {
        return state().isChannel();
    }

    /** Whether messages are numbered and not stored. */
    public boolean isEphemeral() {
        return state().isEphemeral();
    }

    /**
     * A user joins or leaves by itself, where the members are kept beside the log. Fails with STALE when the user is not what
     * the change was authorized by.
     */
    public Future<Changed> change(Change request, Instant now) {
        long head = head().seq();
        RoomProjections current = projections();
        return current.membersWritten()
                .compose(written -> current.members().change(request, head, now))
                .compose(current::memberChanged)
                .map(written -> new Changed(id, head));
    }

    /**
     * Reads what is new in the log, by the round trip with this number, which begins now, and writes the effects that are missing
     * beside it.
     */
    public Future<Void> catchUp(long roundTrip) {
        boolean isNew = state == null || projections().needsLoad();
        Future<RoomLoader.Loaded> found =
                isNew ? loader.load(id) : loader.catchUp(id, state(), effects().folded());
        return found.compose(loaded -> {
                    caughtUp(loaded, roundTrip);
                    return loaded.effects().isEmpty()
                            ? Future.<Void>succeededFuture()
                            : effects().foldStored(loaded.effects());
                })
                .onSuccess(done -> tellSettled());
    }

    private void caughtUp(RoomLoader.Loaded loaded, long roundTrip) {
        if (projections == null || state != loaded.state()) {
            projections = new RoomProjections(id, loaded.state(), store, loaded.hint());
            effects = new EffectFolder(id, store, loaded.folded());
            loadedByRoundTrip = roundTrip;
        }
        state = loaded.state();
        confirmedByRoundTrip = roundTrip;
        behind = false;
        if (!loaded.changes().isEmpty()) {
            projections.members().forgetCounts();
        }
        projections.membersChanged(loaded.changes());
    }

    /**
     * The next entry was stored by this round trip, and is published by the caller. Completes when its sender may get the
     * reply; fails when its effects are not written, which the next {@link #catchUp} does.
     */
    public Future<Void> append(StoredEntry entry, long roundTrip) {
        confirmedByRoundTrip = roundTrip;
        state().append(entry);
        markPublished();
        Future<Void> written =
                entry.changesMembers() ? projections().membersChanged(List.of(entry)) : Future.succeededFuture();
        projections().headMoved();
        if (!entry.hasEffects()) {
            tellSettled();
            return written;
        }
        Future<Void> folded = effects().fold(entry).onFailure(cause -> markBehind());
        effects().idle().onComplete(done -> tellSettled());
        return folded;
    }

    private void tellSettled() {
        if (exists() && !isEphemeral() && effects().isIdle() && effects().folded() >= head().effects()) {
            settled.accept(id, head().seq());
        }
    }

    /** Whether no projection is being written. */
    public boolean isIdle() {
        return projections == null || (projections.isIdle() && effects().isIdle());
    }

    /** Whether effects of entries are being written. */
    public boolean isFolding() {
        return effects != null && !effects.isIdle();
    }

    /** Completes, never fails, when no effects are being written. */
    public Future<Void> folded() {
        return effects().idle();
    }

    /** Writes the projections except the hint, before the room leaves memory. Never fails. */
    public Future<Void> flush() {
        return exists()
                ? projections().flush().compose(written -> effects().save()).otherwiseEmpty()
                : Future.succeededFuture();
    }

    /** Whether the head is newer than the stored hint. */
    public boolean needsHint() {
        return exists() && projections().needsHint(1);
    }

    private RoomState state() {
        return Objects.requireNonNull(state, "not caught up");
    }

    private EffectFolder effects() {
        return Objects.requireNonNull(effects, "not caught up");
    }

    private RoomProjections projections() {
        return Objects.requireNonNull(projections, "not caught up");
    }
}
