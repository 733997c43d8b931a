// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.MembershipResult;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKind;
import dev.hubbub.contract.entries.JoinedEntry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms.Add;
import dev.hubbub.contract.rooms.Rooms.Added;
import dev.hubbub.contract.rooms.Rooms.Join;
import dev.hubbub.contract.rooms.Rooms.Joined;
import dev.hubbub.contract.rooms.Rooms.Kick;
import dev.hubbub.contract.rooms.Rooms.Kicked;
import dev.hubbub.contract.rooms.Rooms.Leave;
import dev.hubbub.contract.rooms.Rooms.Left;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serves joins, leaves, adds and kicks: looks up the room, asks the rule, stores the change, and tries again when the
 * members changed in between. A change runs alone in its room, since later requests depend on it.
 */
public final class MembershipService {
    private final MembershipRules rules;
    private final RoomsPerUserQuota quota;
    private final MessageLogClient log;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final MembershipCache cache;

    private record MembershipRequest(RoomId room, Caller caller, UserId user, MembershipRule rule) {
        List<UserId> users() {
            return Stream.of(caller.user(), user).distinct().toList();
        }
    }

    public MembershipService(
            MembershipRules rules,
            RoomsPerUserQuota quota,
            MessageLogClient log,
            RoomQueues queues,
            MembershipCache cache) {
        this.rules = rules;
        this.quota = quota;
        this.log = log;
        this.lookup = new RoomLookup(log);
        this.queues = queues;
        this.cache = cache;
    }

    public Future<Joined> join(Caller caller, Join body) {
        return change(new MembershipRequest(body.room(), caller, caller.user(), rules.join()))
                .map(result -> new Joined(body.room(), result.seq(), Objects.requireNonNull(result.role())));
    }

    public Future<Left> leave(Caller caller, Leave body) {
        return change(new MembershipRequest(body.room(), caller, caller.user(), rules.leave()))
                .map(result -> new Left(body.room(), result.seq()));
    }

    public Future<Added> add(Caller caller, Add body) {
        return change(new MembershipRequest(body.room(), caller, body.user(), rules.add()))
                .map(result -> new Added(body.room(), result.seq()));
    }

    public Future<Kicked> kick(Caller caller, Kick body) {
        return change(new MembershipRequest(body.room(), caller, body.user(), rules.kick()))
                .map(result -> new Kicked(body.room(), result.seq()));
    }

    private Future<MembershipResult> change(MembershipRequest request) {
        return queues.exclusive(request.room(), () -> attempt(request, 1));
    }

    private Future<MembershipResult> attempt(MembershipRequest request, int attempt) {
        return lookup.lookUp(request.caller(), request.room(), request.users())
                .compose(room -> decide(request, room, attempt))
                .recover(cause -> HubException.is(cause, ErrorCode.STALE) && attempt < RoomQueues.MAX_ATTEMPTS
                        ? attempt(request, attempt + 1)
                        : Future.failedFuture(RoomQueues.forCaller(cause)));
    }

    private Future<MembershipResult> decide(MembershipRequest request, MessageLog.Room room, int attempt) {
        cache.put(room);
        RuleDecision decision = request.rule().decide(room, request.caller(), request.user());
        EntryKind<MemberContent> change = decision.change();
        if (change == null) {
            Member present = Objects.requireNonNull(decision.member());
            return Future.succeededFuture(new MembershipResult(request.user(), present.since(), present.role()));
        }
        Entry entry = change.entry(request.room(), request.caller(), new MemberContent(request.user()));
        if (!JoinedEntry.KIND.is(entry)) {
            return store(request, room, entry, null);
        }
        Future<Void> counted = attempt > 1
                ? Future.succeededFuture() // the first attempt checked the quota
                : quota.requireOneMore(request.caller(), List.of(request.user()));
        return counted.compose(allowed -> store(request, room, entry, Role.MEMBER));
    }

    private Future<MembershipResult> store(
            MembershipRequest request, MessageLog.Room room, Entry entry, @Nullable Role role) {
        return log.append(new MessageLog.Append(entry, room.membership()))
                .map(stored -> new MembershipResult(request.user(), stored.seq(), role))
                .onSuccess(result -> cache.applyChange(request.room(), room.membership(), result));
    }
}
