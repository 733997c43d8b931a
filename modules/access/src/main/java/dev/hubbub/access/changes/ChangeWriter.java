// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.content.ReferenceRule;
import dev.hubbub.access.lookup.CachedMembership;
import dev.hubbub.access.lookup.CachedRoomLog;
import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.queue.Turns;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageChanges.Changed;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;

/**
 * Judges and stores changes of messages. Those of one message follow each other, since each is judged by what the ones before have
 * left; so do the pins of a room, which are counted. Messages have a queue of their own and do not wait for them.
 */
public final class ChangeWriter {
    private final RoomQueues queues;
    private final Turns<EntryRef> turns = new Turns<>();
    private final CachedRoomLog log;
    private final MessageFinder finder;
    private final RoomPolicies policies;
    private final DirectContacts contacts;

    /**
     * @param queues for changes alone
     * @param contacts who may write to whom in direct rooms
     */
    public ChangeWriter(
            RoomQueues queues,
            CachedRoomLog log,
            MessageFinder finder,
            RoomPolicies policies,
            DirectContacts contacts) {
        this.queues = queues;
        this.log = log;
        this.finder = finder;
        this.policies = policies;
        this.contacts = contacts;
    }

    /** A change that is allowed: what the caller is in the room, and the message. */
    record Allowed(CachedMembership caller, Entry target) {}

    /** Judges a change that is not stored yet. */
    Future<Allowed> allow(Caller caller, RoomId room, long seq, Change change) {
        return queues.read(room, () -> judge(caller, room, seq, change));
    }

    /** Judges and stores a change. */
    Future<Changed> write(Caller caller, RoomId room, long seq, Change change) {
        EntryRef turn = new EntryRef(room, change.dependsOnRoom() ? 0 : seq);
        return queues.read(room, () -> turns.run(turn, () -> attempt(caller, new Attempt(room, seq, change, 1))));
    }

    /** @param seq 0: all messages of the room */
    private record EntryRef(RoomId room, long seq) {}

    private record Attempt(RoomId room, long seq, Change change, int number) {
        Attempt next() {
            return new Attempt(room, seq, change, number + 1);
        }
    }

    /** Again, where the caller's membership has changed since it was judged. */
    private Future<Changed> attempt(Caller caller, Attempt attempt) {
        return judge(caller, attempt.room(), attempt.seq(), attempt.change())
                .compose(allowed -> store(caller, attempt, allowed))
                .recover(cause -> HubException.is(cause, ErrorCode.STALE) && attempt.number() < RoomQueues.MAX_ATTEMPTS
                        ? attempt(caller, attempt.next())
                        : Future.failedFuture(cause));
    }

    /** First whether the caller reads the room: others learn nothing of its messages. */
    private Future<Allowed> judge(Caller caller, RoomId room, long seq, Change change) {
        return log.require(caller, room, (details, actor) -> policies.of(details.kind())
                        .may(Right.READ, actor, details))
                .compose(reader -> reader.details().isEphemeral()
                        ? Future.failedFuture(ReferenceRule.notStored())
                        : change.takesDeleted()
                                ? finder.find(room, seq)
                                        .map(found -> found.orElseThrow(() -> MessageFinder.missing("seq", seq)))
                                : finder.require("seq", room, seq))
                .compose(target -> log.require(
                                caller, room, (details, actor) -> change.permission(details, actor, target))
                        .compose(known -> reach(caller, known, change))
                        .map(known -> new Allowed(known, target)));
    }

    private Future<CachedMembership> reach(Caller caller, CachedMembership known, Change change) {
        return change.writesToOther()
                ? contacts.requireIn(known.details(), caller.user()).map(known)
                : Future.succeededFuture(known);
    }

    private Future<Changed> store(Caller caller, Attempt attempt, Allowed allowed) {
        return attempt.change().entry(allowed.target()).compose(entry -> entry.map(
                        change -> log.append(caller, change, allowed.caller().membership())
                                .map(stored -> new Changed(attempt.room(), attempt.seq(), stored.seq(), stored.at())))
                .orElseGet(() -> Future.succeededFuture(Changed.already(attempt.room(), attempt.seq()))));
    }
}
