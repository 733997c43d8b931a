// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

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
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Stores the messages of callers who may speak in the room. A cached membership saves a lookup. */
public final class MessageService {
    private final int maxTextBytes;
    private final MessageLogClient log;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final MembershipCache cache;
    private final RoomPolicies policies;

    public MessageService(
            int maxTextBytes, MessageLogClient log, RoomQueues queues, MembershipCache cache, RoomPolicies policies) {
        this.maxTextBytes = maxTextBytes;
        this.log = log;
        this.lookup = new RoomLookup(log);
        this.policies = policies;
        this.queues = queues;
        this.cache = cache;
    }

    public Future<Sent> send(Caller caller, Send send) {
        requireWithinLimit(send.text());
        return queues.append(
                send.room(), () -> authorize(caller, send.room()), membership -> store(caller, send, membership));
    }

    private void requireWithinLimit(String text) {
        if (text.length() <= maxTextBytes / 3) {
            return; // a char takes three bytes at most
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxTextBytes) {
            throw new HubException(
                    ErrorCode.TOO_LARGE, "text: " + bytes + " bytes (expected: at most " + maxTextBytes + ")");
        }
    }

    private Future<Long> authorize(Caller caller, RoomId room) {
        boolean server = caller.may(Grant.SERVER);
        return (server ? cache.room(room) : cache.member(room, caller.user()))
                .filter(known ->
                        maySpeak(known.kind(), new Actor(known.role(), server)).isAllowed())
                .map(known -> Future.succeededFuture(known.membership()))
                .orElseGet(() -> authorizeFromLog(caller, room));
    }

    private Permission maySpeak(RoomKind kind, Actor actor) {
        return policies.of(kind).maySpeak(actor);
    }

    private Future<Long> authorizeFromLog(Caller caller, RoomId room) {
        return lookup.lookUp(caller, room, List.of(caller.user()))
                .onSuccess(cache::put)
                .map(found -> {
                    maySpeak(found.kind(), RoomLookup.actor(found, caller)).require();
                    return found.membership();
                });
    }

    private Future<Sent> store(Caller caller, Send send, long membership) {
        Entry entry = MessageEntry.KIND.entry(send.room(), caller, send.clientId(), send.text());
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
