// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.load.AdmissionControl;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.persistence.ephemeral.EphemeralRooms;
import dev.hubbub.persistence.ephemeral.EphemeralWindow;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.room.CachedRoom;
import dev.hubbub.persistence.room.MissingRoom;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The queue of requests of one room, and the numbers of its entries in flight. */
final class RoomWriter {
    private final CachedRoom room;
    private final AdmissionControl admission;
    private final Deque<RoomTask> tasks = new ArrayDeque<>();
    private final Map<PendingAppend.Key, PendingAppend> pendingByKey = new HashMap<>();
    private final NumberedRoom numbered;
    private final MissingRoom missing;
    private final EphemeralRooms windows;
    private int inFlight;
    private boolean scheduled;

    /**
     * @param admission says which requests have waited too long
     * @param missing makes questions of strangers take as long as those about rooms that are not there
     * @param windows of the rooms whose messages are not stored
     */
    RoomWriter(CachedRoom room, AdmissionControl admission, MissingRoom missing, EphemeralRooms windows) {
        this.room = room;
        this.missing = missing;
        this.windows = windows;
        this.admission = admission;
        numbered = new NumberedRoom(room);
    }

    CachedRoom room() {
        return room;
    }

    /** Queues an entry, unless one with the same key is pending already. */
    Future<Appended> append(Append request) {
        PendingAppend pending = new PendingAppend(request, admission.now());
        PendingAppend earlier = pendingByKey.putIfAbsent(pending.key(), pending);
        if (earlier != null) {
            return earlier.replyTo(request.entry());
        }
        tasks.add(pending);
        return pending.replyTo(request.entry());
    }

    void enqueue(RoomTask pending) {
        tasks.add(pending);
    }

    /** Whether it has a task and nothing in flight. */
    boolean isReady() {
        return !tasks.isEmpty() && inFlight == 0 && !scheduled;
    }

    /** Whether entries are being stored. */
    boolean isWriting() {
        return inFlight > 0;
    }

    /** Whether it may leave memory. */
    boolean isIdle() {
        return tasks.isEmpty() && inFlight == 0 && !scheduled && room.isIdle();
    }

    /** Scheduled: in a queue, catching up, being written, or delayed. */
    void setScheduled(boolean now) {
        scheduled = now;
    }

    /** Runs the tasks in order, until one must wait. */
    void fill(Batch batch) {
        numbered.restart();
        while (!room.isBehind() && !batch.isFull() && !tasks.isEmpty()) {
            RoomTask next = tasks.poll();
            if (!next.run(this, batch)) {
                tasks.addFirst(next);
                return;
            }
        }
    }

    /** Fails an entry that waited too long, which is not stored. Returns whether it did. */
    boolean refuseIfLate(PendingAppend pending) {
        Optional<HubException> refusal = admission.refusalIfLate(pending.arrivedAt());
        refusal.ifPresent(cause -> fail(pending, cause));
        return refusal.isPresent();
    }

    /** The same for another request. */
    boolean refuseIfLate(RoomTask pending, long arrivedAt) {
        Optional<HubException> refusal = admission.refusalIfLate(arrivedAt);
        refusal.ifPresent(pending::fail);
        return refusal.isPresent();
    }

    /** Gives an entry the next number. Refuses nothing because of an entry in flight, which may yet fail. */
    boolean number(PendingAppend pending, Batch batch) {
        if (isEphemeral() && (lacksWindow() || !pending.changesRoom())) {
            return false; // it is sent without a batch
        }
        Optional<HubException> refusal = pending.refusal(numbered);
        if (refusal.isEmpty()) {
            StoredEntry next = pending.numbered(numbered.head(), batch.at());
            batch.add(new Batch.NumberedEntry(this, pending, next));
            numbered.add(next);
            inFlight++;
            return true;
        }
        if (inFlight > 0) {
            return false;
        }
        if (isRechecked(pending)) {
            return false;
        }
        fail(pending, refusal.get());
        return true;
    }

    /** Makes questions of strangers take as long as those about rooms that are not there. */
    MissingRoom missing() {
        return missing;
    }

    /** The window of a room whose messages are not stored. */
    Optional<EphemeralWindow> window() {
        return windows.find(room.id());
    }

    /** Whether its messages are numbered and not stored. */
    boolean isEphemeral() {
        return room.exists() && room.isEphemeral();
    }

    /** Whether its window was lost: then it catches up, and gets another one. */
    boolean lacksWindow() {
        boolean lacks = window().isEmpty();
        if (lacks) {
            room.markBehind();
        }
        return lacks;
    }

    /** Gets a window, if its messages are not stored. */
    Future<?> openWindow() {
        return isEphemeral() ? windows.open(room.id()) : Future.succeededFuture();
    }

    /** A stored entry as readers see it: where messages are not stored it has a number among them, but for the first. */
    Entry shown(Entry stored) {
        return isEphemeral() && stored.seq() > 1
                ? window().map(open -> open.add(stored, Objects.requireNonNull(stored.at())))
                        .orElse(stored)
                : stored;
    }

    /**
     * Takes the next message that is allowed and not stored out of the queue. It waits for changes of the room before it, and for
     * nothing else.
     */
    Optional<PendingAppend> pollUnstored() {
        numbered.restart();
        for (Iterator<RoomTask> queue = tasks.iterator(); inFlight == 0 && queue.hasNext(); ) {
            if (queue.next() instanceof PendingAppend next) {
                Optional<HubException> refusal = next.refusal(numbered);
                if (next.changesRoom() || (refusal.isPresent() && isRechecked(next))) {
                    return Optional.empty();
                }
                queue.remove();
                if (!refuseIfLate(next)) {
                    if (refusal.isEmpty()) {
                        return Optional.of(next);
                    }
                    fail(next, refusal.get());
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the log is read once more before an entry is refused. */
    private boolean isRechecked(PendingAppend pending) {
        boolean again = pending.needsRecheck(numbered.head());
        if (again) {
            room.markBehind();
        }
        return again;
    }

    /** Fails a request about members that are kept beside the log; what is known of them may be out of date. */
    void failApart(RoomTask task, Throwable cause) {
        HubException failure = BatchWriter.unavailable(cause);
        if (!failure.is(ErrorCode.STALE)) {
            room.markBehind();
        }
        task.fail(failure);
    }

    /** An entry was stored by this round trip. Completes when it may be answered, fails when its effects are not written. */
    Future<Void> stored(StoredEntry entry, long roundTrip) {
        inFlight--;
        return room.append(entry, roundTrip);
    }

    /**
     * An entry had been stored before. If it lies beyond the known head, another writer stored it and may have died
     * before publishing it; then it is answered after the room has caught up, which publishes the head.
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

    /** Puts an entry back to the front of the queue. */
    void requeue(PendingAppend pending) {
        inFlight--;
        tasks.addFirst(pending);
    }

    /** Puts an entry back because another writer took its number. */
    void requeueAfterCollision(PendingAppend pending) {
        room.markBehind();
        requeue(pending);
        if (!pending.mayRetry()) {
            tasks.remove(pending);
            fail(pending, new HubException(ErrorCode.UNAVAILABLE, "numbers are taken and do not show"));
        }
    }

    /** Fails an entry that the store refuses. Nothing is stored, so the next entry gets its number. */
    void refused(PendingAppend pending, HubException cause) {
        inFlight--;
        fail(pending, cause);
    }

    /** Fails an entry that may have been stored, or may still be. */
    void failUnknown(PendingAppend pending, HubException cause) {
        inFlight--;
        room.markBehind();
        fail(pending, cause);
    }

    /** Replies to all requests for an entry. */
    void complete(PendingAppend pending, StoredEntry entry) {
        forget(pending);
        pending.complete(entry);
    }

    /** Replies about a stored entry whose effects are not written: what a message says is stored, what a change does is not. */
    void completeUnfolded(PendingAppend pending, StoredEntry entry, HubException cause) {
        if (entry.changesMessage()) {
            fail(pending, cause);
        } else {
            complete(pending, entry);
        }
    }

    private void fail(PendingAppend pending, HubException cause) {
        forget(pending);
        pending.fail(cause);
    }

    private void forget(PendingAppend pending) {
        pendingByKey.remove(pending.key(), pending);
    }

    /** Fails all queued requests. */
    void failAll(HubException cause) {
        List<RoomTask> all = List.copyOf(tasks);
        tasks.clear();
        pendingByKey.clear();
        all.forEach(task -> task.fail(cause));
    }
}
