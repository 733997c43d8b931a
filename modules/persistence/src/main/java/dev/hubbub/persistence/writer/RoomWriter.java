// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.load.AdmissionControl;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.room.CachedRoom;
import dev.hubbub.persistence.room.MissingRoom;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queue of requests of one room, and the numbers of its entries in flight. */
final class RoomWriter {
    private final CachedRoom room;
    private final AdmissionControl admission;
    private final Deque<RoomTask> tasks = new ArrayDeque<>();
    private final Map<PendingAppend.Key, PendingAppend> pendingByKey = new HashMap<>();
    private final NumberedRoom numbered;
    private final MissingRoom missing;
    private int inFlight;
    private boolean scheduled;

    /**
     * @param admission says which requests have waited too long
     * @param missing makes questions of strangers take as long as those about rooms that are not there
     */
    RoomWriter(CachedRoom room, AdmissionControl admission, MissingRoom missing) {
        this.room = room;
        this.missing = missing;
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

    void enqueue(PendingDescribe pending) {
        tasks.add(pending);
    }

    /** Whether it has a task and nothing in flight. */
    boolean isReady() {
        return !tasks.isEmpty() && inFlight == 0 && !scheduled;
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

    /** The same for a question. */
    boolean refuseIfLate(PendingDescribe pending) {
        Optional<HubException> refusal = admission.refusalIfLate(pending.arrivedAt());
        refusal.ifPresent(pending::fail);
        return refusal.isPresent();
    }

    /** Gives an entry the next number. Refuses nothing because of an entry in flight, which may yet fail. */
    boolean number(PendingAppend pending, Batch batch) {
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
        if (pending.needsRecheck(numbered.head())) {
            room.markBehind();
            return false;
        }
        fail(pending, refusal.get());
        return true;
    }

    /** The answer must include all entries stored before the request, by any writer: no append fences its use. */
    boolean describe(PendingDescribe pending) {
        if (inFlight > 0) {
            return false;
        }
        if (!room.isConfirmedAfter(pending.roundTripBefore())) {
            room.markBehind();
            return false;
        }
        if (!room.exists()) {
            HubException failure = new HubException(ErrorCode.NOT_FOUND, "no such room");
            missing.readNewest().onComplete(read -> pending.fail(failure));
            return true;
        }
        MessageLog.Room found = room.describe(pending.request().users());
        if (mayBeHidden(found, pending.request().users()) && !room.isLoadedAfter(pending.roundTripBefore())) {
            missing.readSnapshot().eventually(missing::readNewest).onComplete(read -> pending.complete(found));
        } else {
            pending.complete(found);
        }
        return true;
    }

    /** Whether who asks may be told that there is no such room, which must take as long as if that were so. */
    private static boolean mayBeHidden(MessageLog.Room found, List<UserId> users) {
        return found.details().visibility() != Visibility.PUBLIC
                && !users.isEmpty()
                && found.members().stream().filter(Member::isMember).noneMatch(member -> member.user()
                        .equals(users.get(0)));
    }

    /** An entry was stored by this round trip. Completes, never fails, when its sender may get the reply. */
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
