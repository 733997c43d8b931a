// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.room.CachedRoom;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The work of one room, in the order in which it was asked for. */
final class RoomWriter {
    private final CachedRoom room;
    private final Deque<RoomTask> tasks = new ArrayDeque<>();
    private final Map<PendingAppend.Key, PendingAppend> pendingByKey = new HashMap<>();
    private EntryHeader lastNumbered = EntryHeader.NONE;
    private int inFlight;
    private boolean scheduled;

    RoomWriter(CachedRoom room) {
        this.room = room;
    }

    CachedRoom room() {
        return room;
    }

    /** Asks for an entry to be stored; one that waits already under the same key is not asked for twice. */
    Future<Appended> append(Append request) {
        PendingAppend pending = new PendingAppend(request);
        PendingAppend earlier = pendingByKey.putIfAbsent(pending.key(), pending);
        if (earlier != null) {
            return earlier.replyTo(request.entry());
        }
        tasks.add(pending);
        return pending.replyTo(request.entry());
    }

    void enqueue(PendingDescribe pending) {
        tasks.add(pending);
    }

    /** Whether there is something that can be done now and is not under way. */
    boolean isReady() {
        return !tasks.isEmpty() && inFlight == 0 && !scheduled;
    }

    /** Whether it may be forgotten. */
    boolean isIdle() {
        return tasks.isEmpty() && inFlight == 0 && !scheduled && room.isIdle();
    }

    /** It is in a queue, being caught up or written, or resting, until it is not. */
    void setScheduled(boolean now) {
        scheduled = now;
    }

    /** Does what waits, in order, as far as it goes. */
    void fill(Batch batch) {
        lastNumbered = room.head();
        while (!room.isBehind() && !batch.isFull() && !tasks.isEmpty()) {
            RoomTask next = tasks.poll();
            if (!next.run(this, batch)) {
                tasks.addFirst(next);
                return;
            }
        }
    }

    /** Gives an entry the next number. Nothing is refused because of an entry that may yet fail to be stored. */
    boolean number(PendingAppend pending, Batch batch) {
        Optional<HubException> refusal = Numbering.refusal(pending.request(), lastNumbered);
        if (refusal.isEmpty()) {
            StoredEntry next = Numbering.next(pending.entry(), pending.key().key(), lastNumbered, batch.at());
            batch.add(new Batch.NumberedEntry(this, pending, next));
            lastNumbered = next.header();
            inFlight++;
            return true;
        }
        if (inFlight > 0) {
            return false;
        }
        if (pending.needsRecheck(lastNumbered)) {
            room.markBehind();
            return false;
        }
        fail(pending, refusal.get());
        return true;
    }

    /** Answers with everything that anybody had stored when it was asked: no append fences what is judged by it. */
    boolean describe(PendingDescribe pending) {
        if (inFlight > 0) {
            return false;
        }
        if (!room.isConfirmedAfter(pending.roundTripBefore())) {
            room.markBehind();
            return false;
        }
        if (room.exists()) {
            pending.complete(room.describe(pending.request().users()));
        } else {
            pending.fail(new HubException(ErrorCode.NOT_FOUND, "no such room"));
        }
        return true;
    }

    /** An entry was stored as numbered, in this write. Completes, never fails, when its sender may be told. */
    Future<Void> stored(StoredEntry entry, long roundTrip) {
        inFlight--;
        return room.append(entry, roundTrip);
    }

    /**
     * An entry turned out to be stored already. Beyond what is known, it was stored by another writer, who may not
     * have lived to announce it: then it is answered when the room was caught up, which announces it.
     */
    void storedBefore(PendingAppend pending, StoredEntry entry) {
        if (entry.seq() > room.head().seq()) {
            room.markBehind();
            pending.markStored(entry);
            requeue(pending);
        } else {
            inFlight--;
            complete(pending, entry);
        }
    }

    /** An entry has to wait again, for a number if it was not stored; the last one that is given back will be first in line. */
    void requeue(PendingAppend pending) {
        inFlight--;
        tasks.addFirst(pending);
    }

    /** The same because another writer took its number. */
    void requeueAfterCollision(PendingAppend pending) {
        room.markBehind();
        requeue(pending);
        if (!pending.mayRetry()) {
            tasks.remove(pending);
            fail(pending, new HubException(ErrorCode.UNAVAILABLE, "numbers are taken and do not show"));
        }
    }

    /** Whether an entry was stored, now or later, is not known. */
    void failUnknown(PendingAppend pending, HubException cause) {
        inFlight--;
        room.markBehind();
        fail(pending, cause);
    }

    /** Tells whoever waits for an entry. */
    void complete(PendingAppend pending, StoredEntry entry) {
        forget(pending);
        pending.complete(entry);
    }

    private void fail(PendingAppend pending, HubException cause) {
        forget(pending);
        pending.fail(cause);
    }

    private void forget(PendingAppend pending) {
        pendingByKey.remove(pending.key(), pending);
    }

    /** Nothing that waits can be done. */
    void failAll(HubException cause) {
        List<RoomTask> all = List.copyOf(tasks);
        tasks.clear();
        pendingByKey.clear();
        all.forEach(task -> task.fail(cause));
    }
}
