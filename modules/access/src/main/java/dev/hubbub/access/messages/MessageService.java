// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.content.ContentLimits;
import dev.hubbub.access.hooks.MessageDraft;
import dev.hubbub.access.hooks.MessageReviews;
import dev.hubbub.access.lookup.CachedMembership;
import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;

/** Stores the messages of callers who may speak in the room. A cached membership saves a lookup. */
public final class MessageService {
    private static final String TEXT = "text";

    private final Checks checks;
    private final MessageReviews reviews;
    private final MessageLogClient log;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final MembershipCache cache;
    private final SlowMode slowMode = new SlowMode(System::nanoTime);

    /**
     * What a message must pass.
     *
     * @param limits how much it holds
     * @param contacts who may write to whom in direct rooms
     */
    public record Checks(ContentLimits limits, RoomPolicies policies, DirectContacts contacts) {}

    /** @param reviews asks the stages in front of the store */
    public MessageService(
            Checks checks, MessageReviews reviews, MessageLogClient log, RoomQueues queues, MembershipCache cache) {
        this.checks = checks;
        this.reviews = reviews;
        this.log = log;
        this.lookup = new RoomLookup(log);
        this.queues = queues;
        this.cache = cache;
    }

    /** About how many members of slow rooms are remembered. */
    public long slowMembers() {
        return slowMode.size();
    }

    public Future<Sent> send(Caller caller, Send send) {
        checks.limits().check(caller, send.content());
        if (!reviews.concern(caller)) {
            return append(caller, send);
        }
        String kind = send.kind() == null ? TEXT : send.kind();
        MessageDraft draft = new MessageDraft(send.room(), send.clientId(), kind, send.text(), send.data());
        return reviews.review(
                caller,
                draft,
                () -> queues.read(send.room(), () -> authorize(caller, send.room())),
                text -> append(caller, send.withText(text)));
    }

    private Future<Sent> append(Caller caller, Send send) {
        return queues.append(
                send.room(),
                () -> authorize(caller, send.room()).compose(known -> inTurn(send, known)),
                membership -> store(caller, send, membership));
    }

    /** Fails if the caller may not speak in the room, or if the other user of a direct room is out of reach. */
    private Future<CachedMembership> authorize(Caller caller, RoomId room) {
        return (caller.may(Grant.SERVER) ? cache.room(room) : cache.member(room, caller.user()))
                .filter(known -> maySend(known.details(), RoomLookup.actor(known.member(), caller))
                        .isAllowed())
                .map(Future::succeededFuture)
                .orElseGet(() -> authorizeFromLog(caller, room))
                .compose(known -> checks.contacts()
                        .requireIn(known.details(), caller.user())
                        .map(known));
    }

    private Permission maySend(RoomDetails room, Actor actor) {
        return checks.policies().of(room.kind()).may(Right.SEND, actor, room);
    }

    private Future<CachedMembership> authorizeFromLog(Caller caller, RoomId room) {
        return lookup.lookUp(caller, room, List.of(caller.user()))
                .onSuccess(cache::put)
                .map(found -> {
                    maySend(found.details(), RoomLookup.actor(found, caller)).require();
                    Member member = RoomLookup.findMember(found, caller.user()).orElse(null);
                    return new CachedMembership(found.details(), member, found.membership());
                });
    }

    /** Fails with TOO_MANY if the room is slow and the member has sent another message a short while ago. */
    private Future<Long> inTurn(Send send, CachedMembership known) {
        Integer seconds = known.details().slowSeconds();
        return known.member() == null || seconds == null
                ? Future.succeededFuture(known.membership())
                : slowMode.take(send, known.member(), seconds).map(known.membership());
    }

    private Future<Sent> store(Caller caller, Send send, long membership) {
        Entry entry = MessageEntry.KIND.entry(send.room(), caller, send.clientId(), send.content());
        return log.append(new MessageLog.Append(entry, membership, reliesOn(caller), null))
                .map(stored -> new Sent(send.room(), stored.seq(), stored.at()))
                .onFailure(cause -> invalidateIfStale(cause, send.room(), membership));
    }

    /** Changes of other members do not matter. The host app's server is a member of no room. */
    private static List<UserId> reliesOn(Caller caller) {
        return caller.may(Grant.SERVER) ? List.of() : List.of(caller.user());
    }

    private void invalidateIfStale(Throwable cause, RoomId room, long membership) {
        if (HubException.is(cause, ErrorCode.STALE)) {
            cache.invalidate(room, membership);
        }
    }
}
