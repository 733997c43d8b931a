// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.MembershipResult;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.BatchRunner;
import dev.hubbub.access.queue.BatchRunner.Pending;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.quota.NewMembers;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves joins, leaves, adds and kicks: looks up the room, asks the rules, stores the changes, and tries again when the
 * members changed in between. Changes that wait one after the other are looked up and stored together, while no other
 * request of the room runs, since later requests depend on them.
 */
public final class MembershipService {
    private final MembershipRules rules;
    private final NewMembers newMembers;
    private final MessageLogClient log;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final MembershipCache cache;
    private final BatchRunner<MembershipRequest, MembershipResult> runner = this::run;

    public MembershipService(
            MembershipRules rules,
            NewMembers newMembers,
            MessageLogClient log,
            RoomQueues queues,
            MembershipCache cache) {
        this.rules = rules;
        this.newMembers = newMembers;
        this.log = log;
        this.lookup = new RoomLookup(log);
        this.queues = queues;
        this.cache = cache;
    }

    public Future<Joined> join(Caller caller, Join body) {
        MembershipRequest request = new MembershipRequest(body.room(), caller, caller.user(), rules.join());
        return change(request)
                .map(result -> new Joined(
                        body.room(), result.seq(), Objects.requireNonNull(result.role()), request.durability()));
    }

    public Future<Left> leave(Caller caller, Leave body) {
        return change(new MembershipRequest(body.room(), caller, caller.user(), rules.leave()))
                .map(result -> new Left(body.room(), result.seq()));
    }

    public Future<Added> add(Caller caller, Add body) {
        return change(new MembershipRequest(body.room(), caller, body.user(), rules.add()))
                .map(result -> new Added(body.room(), result.seq(), Objects.requireNonNull(result.role())));
    }

    public Future<Kicked> kick(Caller caller, Kick body) {
        return change(new MembershipRequest(body.room(), caller, body.user(), rules.kick()))
                .map(result -> new Kicked(body.room(), result.seq()));
    }

    /** Changes the membership of a user by another rule. */
    public Future<MembershipResult> change(RoomId room, Caller caller, UserId user, MembershipRule rule) {
        return change(new MembershipRequest(room, caller, user, rule));
    }

    private Future<MembershipResult> change(MembershipRequest request) {
        return queues.batched(request.room(), request, runner);
    }

    private Future<?> run(List<Pending<MembershipRequest, MembershipResult>> waiting) {
        MembershipBatch batch = MembershipBatch.first(waiting);
        RoomId room = batch.requests().get(0).request().room();
        return lookup.lookUp(room, batch.users()).transform(found -> {
            if (found.failed()) {
                batch.requests()
                        .forEach(pending -> pending.fail(
                                RoomLookup.failureFor(pending.request().caller(), found.cause())));
                return Future.succeededFuture();
            }
            cache.put(found.result());
            return decideAll(batch, found.result());
        });
    }

    /** Counts before it stores, so that the entries are sent one right after the other, in the order of the requests. */
    private Future<?> decideAll(MembershipBatch batch, MessageLog.Room room) {
        List<Future<Change>> changes = new ArrayList<>();
        for (Pending<MembershipRequest, MembershipResult> pending : batch.requests()) {
            pending.request().markJudged(room.details());
            Future.succeededFuture()
                    .map(now -> pending.request()
                            .rule()
                            .decide(
                                    room,
                                    pending.request().caller(),
                                    pending.request().user()))
                    .onSuccess(decision -> changeOf(pending, decision).ifPresent(changes::add))
                    .onFailure(pending::fail);
        }
        return changes.isEmpty()
                ? Future.succeededFuture()
                : Future.join(changes).transform(counted -> storeAll(succeeded(changes), room));
    }

    private static List<Change> succeeded(List<Future<Change>> changes) {
        return changes.stream().filter(Future::succeeded).map(Future::result).toList();
    }

    /** An entry to store for a request, and what the user is after it. */
    private record Change(
            Pending<MembershipRequest, MembershipResult> pending,
            Entry entry,
            RoomChange.Membership membership,
            boolean isExclusive) {
        static Change of(
                Pending<MembershipRequest, MembershipResult> pending, MembershipEntry kind, RuleDecision decision) {
            MembershipRequest request = pending.request();
            MemberContent content = decision.content() == null ? new MemberContent(request.user()) : decision.content();
            Entry entry = kind.entry(request.room(), request.caller(), content);
            return new Change(pending, entry, kind.change(entry).members().get(0), decision.isExclusive());
        }

        Change with(Entry shown) {
            return new Change(pending, shown, membership, isExclusive);
        }

        boolean isJoinOrLeave() {
            return MembershipEntry.JOINED.is(entry) || MembershipEntry.LEFT.is(entry);
        }

        boolean addsMember() {
            return MembershipEntry.JOINED.is(entry);
        }
    }

    private Optional<Future<Change>> changeOf(
            Pending<MembershipRequest, MembershipResult> pending, RuleDecision decision) {
        MembershipRequest request = pending.request();
        MembershipEntry kind = decision.change();
        if (kind == null) {
            Member present = Objects.requireNonNull(decision.member());
            pending.complete(new MembershipResult(request.user(), present.since(), present.role(), present.until()));
            return Optional.empty();
        }
        if (!kind.equals(MembershipEntry.JOINED)) {
            return Optional.of(shown(Change.of(pending, kind, decision)));
        }
        return Optional.of(admit(request).onFailure(pending::fail).compose(admitted -> {
            request.markAdmitted(admitted);
            MembershipEntry added = admitted == Admission.INVITED ? MembershipEntry.INVITED : kind;
            return shown(Change.of(pending, added, decision));
        }));
    }

    private Future<Change> shown(Change change) {
        return log.withUserProfile(change.entry()).map(change::with);
    }

    private Future<Admission> admit(MembershipRequest request) {
        Admission known = request.admission();
        return known == null
                ? newMembers
                        .admit(request.caller(), List.of(request.user()))
                        .map(invited -> invited.isEmpty() ? Admission.MEMBER : Admission.INVITED)
                : Future.succeededFuture(known);
    }

    private Future<?> storeAll(List<Change> changes, MessageLog.Room room) {
        List<Future<?>> appends = new ArrayList<>();
        changes.forEach(change -> appends.add(store(change, room)));
        return Future.join(appends).transform(all -> {
            boolean progress = appends.stream().anyMatch(Future::succeeded);
            for (int i = 0; i < appends.size(); i++) {
                settle(changes.get(i), appends.get(i), progress);
            }
            return Future.succeededFuture();
        });
    }

    private Future<?> store(Change change, MessageLog.Room room) {
        MembershipRequest request = change.pending().request();
        Integer max = change.addsMember() ? rules.maxMembers(room.kind()) : null;
        Optional<Memberships.Change> own =
                change.isJoinOrLeave() ? OwnChange.of(room, request, change.membership(), max) : Optional.empty();
        return own.isPresent() ? storeOwn(change, own.get()) : storeEntry(change, room, max);
    }

    private Future<?> storeOwn(Change change, Memberships.Change own) {
        return log.change(own).onSuccess(stored -> {
            MembershipResult result = new MembershipResult(own.user(), stored.seq(), own.role(), null);
            cache.applyOwnChange(own.room(), own.membership(), result);
            change.pending().complete(result);
        });
    }

    private Future<?> storeEntry(Change change, MessageLog.Room room, @Nullable Integer max) {
        MembershipRequest request = change.pending().request();
        List<UserId> reliesOn = change.isExclusive() ? null : request.users();
        return log.append(new MessageLog.Append(change.entry(), room.membership(), reliesOn, max))
                .onSuccess(stored -> {
                    long before = stored.previous() == null ? room.membership() : stored.previous();
                    MembershipResult result = new MembershipResult(
                            request.user(),
                            stored.seq(),
                            change.membership().role(),
                            change.membership().until());
                    if (room.details().isEphemeral()) {
                        cache.invalidate(request.room(), stored.seq()); // its number is none of those that fence
                    } else {
                        cache.applyChange(request.room(), before, result);
                    }
                    change.pending().complete(result);
                });
    }

    /** A stale change is left, and runs again. It is an attempt if nothing else of the batch made it stale. */
    private static void settle(Change change, Future<?> stored, boolean progress) {
        boolean again = HubException.is(stored.cause(), ErrorCode.STALE)
                && (progress || change.pending().request().mayRetry());
        if (stored.failed() && !again) {
            change.pending().fail(stored.cause());
        }
    }
}
