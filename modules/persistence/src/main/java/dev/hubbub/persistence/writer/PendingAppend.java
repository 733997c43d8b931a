// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.Effects;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry that waits to be stored, and the promise of its replies. */
final class PendingAppend implements RoomTask {
    /** So many collisions in a row mean that reads do not show the entries of the other writer. */
    private static final int MAX_ATTEMPTS = 100;

    private final Append request;
    private final long arrivedAt;
    private final Key key;
    private final Promise<StoredEntry> stored = Promise.promise();
    private int attempts;
    private boolean rechecked;
    private @Nullable StoredEntry storedBefore;

    /** Unique within a room. */
    record Key(UserId sender, String key) {}

    /** @param arrivedAt in nanoseconds */
    PendingAppend(Append request, long arrivedAt) {
        this.request = request;
        this.arrivedAt = arrivedAt;
        this.key = new Key(request.entry().sender(), StoredEntry.keyFor(request.entry()));
    }

    Append request() {
        return request;
    }

    long arrivedAt() {
        return arrivedAt;
    }

    Entry entry() {
        return request.entry();
    }

    Key key() {
        return key;
    }

    /** Whether it changes members or what the room is: such an entry is stored in all rooms. */
    boolean changesRoom() {
        return !EntryKinds.STANDARD.change(request.entry()).isNone();
    }

    /** Why the entry cannot follow the last numbered one. */
    Optional<HubException> refusal(NumberedRoom room) {
        EntryHeader head = room.head();
        boolean creates = CreatedEntry.KIND.is(request.entry());
        if (creates && head.exists()) {
            return refused(ErrorCode.CONFLICT, "the room exists");
        }
        if (!creates && !head.exists()) {
            return refused(ErrorCode.NOT_FOUND, "no such room");
        }
        return room.isStale(request) ? refused(ErrorCode.STALE, "members changed, judge again") : Optional.empty();
    }

    private static Optional<HubException> refused(ErrorCode code, String text) {
        return Optional.of(new HubException(code, text));
    }

    /** The entry with the next number. Time never goes back within a room, whatever the clocks of nodes say. */
    StoredEntry numbered(EntryHeader head, Instant now) {
        long seq = head.seq() + 1;
        Entry entry = request.entry().withoutProfiles().stored(seq, now.isBefore(head.at()) ? head.at() : now);
        MessageCount count = head.count().and(entry);
        Effects effects = Effects.after(head.effects(), entry);
        return EntryKinds.STANDARD.change(entry).isNone()
                ? new StoredEntry(entry, key.key(), head.membership(), 0, count, effects, null)
                : new StoredEntry(entry, key.key(), seq, head.membership(), count, effects, null);
    }

    /** The reply to a request for this entry; the stored entry may come from an earlier request with another content. */
    Future<Appended> replyTo(Entry requested) {
        return stored.future().compose(entry -> {
            if (!entry.saysTheSameAs(requested)) {
                return Future.failedFuture(
                        new HubException(ErrorCode.CONFLICT, "clientId was used for seq " + entry.seq()));
            }
            Long previous = entry.changesMembers() ? entry.previous() : null;
            Long messages = entry.isMessage() && entry.count().isKnown()
                    ? Long.valueOf(entry.count().messages())
                    : null;
            return Future.succeededFuture(new Appended(entry.room(), entry.seq(), entry.at(), previous, messages));
        });
    }

    /** Whether it may retry after a collision. */
    boolean mayRetry() {
        return ++attempts < MAX_ATTEMPTS;
    }

    /** Whether it was judged by a newer membership than the head's. True once: after one more read the log decides. */
    boolean needsRecheck(EntryHeader head) {
        boolean first = !rechecked && request.membership() > head.membership();
        rechecked = rechecked || first;
        return first;
    }

    /** It was stored before, and only waits for its reply. */
    void markStored(StoredEntry entry) {
        storedBefore = entry;
    }

    void complete(StoredEntry entry) {
        stored.complete(entry);
    }

    @Override
    public boolean run(RoomWriter writer, Batch batch) {
        if (storedBefore != null) {
            writer.complete(this, storedBefore);
            return true;
        }
        return writer.refuseIfLate(this) || writer.number(this, batch);
    }

    @Override
    public void fail(HubException cause) {
        stored.fail(cause);
    }
}
