// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The work of one room, in the order in which it was asked for. */
final class RoomWriter {
    private final KnownRoom known;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private final Map<PendingAppend.Key, PendingAppend> unstored = new HashMap<>();
    private Head numbered = Head.NONE;
    private int inFlight;
    private boolean scheduled;

    RoomWriter(KnownRoom known) {
        this.known = known;
    }

    KnownRoom known() {
        return known;
    }

    /** Asks for an entry to be stored; one that waits already under the same key is not asked for twice. */
    Future<Appended> append(Append request) {
        PendingAppend fresh = new PendingAppend(request);
        PendingAppend first = unstored.putIfAbsent(fresh.key(), fresh);
        if (first != null) {
            return first.replyTo(request.entry());
        }
        waiting.add(fresh);
        return fresh.replyTo(request.entry());
    }

    void add(PendingDescribe question) {
        waiting.add(question);
    }

    /** Whether there is something that can be done now and is not under way. */
    boolean isReady() {
        return !waiting.isEmpty() && inFlight == 0 && !scheduled;
    }

    /** Whether it may be forgotten. */
    boolean isIdle() {
        return waiting.isEmpty() && inFlight == 0 && !scheduled && known.isIdle();
    }

    /** It is in a queue, being caught up or written, or resting, until it is not. */
    void scheduled(boolean now) {
        scheduled = now;
    }

    /** Does what waits, in order, as far as it goes. */
    void fill(Batch batch) {
        numbered = known.head();
        while (!known.isBehind() && !batch.isFull() && !waiting.isEmpty()) {
            Work next = waiting.poll();
            if (!next.proceed(this, batch)) {
                waiting.addFirst(next);
                return;
            }
        }
    }

    /** Gives an entry the next number. Nothing is refused because of an entry that may yet fail to be stored. */
    boolean number(PendingAppend pending, Batch batch) {
        Optional<HubException> refusal = Numbering.refusal(pending.request(), numbered);
        if (refusal.isEmpty()) {
            StoredEntry next = Numbering.next(pending.entry(), pending.key().key(), numbered, batch.at());
            batch.add(new Batch.Numbered(this, pending, next));
            numbered = next.asHead();
            inFlight++;
            return true;
        }
        if (inFlight > 0) {
            return false;
        }
        if (pending.doubts(numbered)) {
            known.fallBehind();
            return false;
        }
        refuse(pending, refusal.get());
        return true;
    }

    /** Answers with everything that anybody had stored when it was asked: no append fences what is judged by it. */
    boolean describe(PendingDescribe question) {
        if (inFlight > 0) {
            return false;
        }
        if (!known.isConfirmedAfter(question.askedAfter())) {
            known.fallBehind();
            return false;
        }
        if (known.exists()) {
            question.answer(known.describe(question.request().users()));
        } else {
            question.fail(new HubException(ErrorCode.NOT_FOUND, "no such room"));
        }
        return true;
    }

    /** An entry was stored as numbered, in this write. Completes, never fails, when its sender may be told. */
    Future<Void> stored(StoredEntry entry, long write) {
        inFlight--;
        return known.append(entry, write);
    }

    /**
     * An entry turned out to be stored already. Beyond what is known, it was stored by another writer, who may not
     * have lived to announce it: then it is answered when the room was caught up, which announces it.
     */
    void foundStored(PendingAppend pending, StoredEntry entry) {
        if (entry.seq() > known.head().seq()) {
            known.fallBehind();
            pending.found(entry);
            giveBack(pending);
        } else {
            inFlight--;
            answer(pending, entry);
        }
    }

    /** An entry has to wait again, for a number if it was not stored; the last one that is given back will be first in line. */
    void giveBack(PendingAppend pending) {
        inFlight--;
        waiting.addFirst(pending);
    }

    /** The same because another writer took its number. */
    void giveBackBehind(PendingAppend pending) {
        known.fallBehind();
        giveBack(pending);
        if (!pending.mayTryAgain()) {
            waiting.remove(pending);
            refuse(pending, new HubException(ErrorCode.UNAVAILABLE, "numbers are taken and do not show"));
        }
    }

    /** Whether an entry was stored, now or later, is not known. */
    void loseSight(PendingAppend pending, HubException cause) {
        inFlight--;
        known.fallBehind();
        refuse(pending, cause);
    }

    /** Tells whoever waits for an entry. */
    void answer(PendingAppend pending, StoredEntry entry) {
        forget(pending);
        pending.complete(entry);
    }

    private void refuse(PendingAppend pending, HubException cause) {
        forget(pending);
        pending.fail(cause);
    }

    private void forget(PendingAppend pending) {
        unstored.remove(pending.key(), pending);
    }

    /** Nothing that waits can be done. */
    void failAll(HubException cause) {
        List<Work> all = List.copyOf(waiting);
        waiting.clear();
        unstored.clear();
        all.forEach(work -> work.fail(cause));
    }
}
