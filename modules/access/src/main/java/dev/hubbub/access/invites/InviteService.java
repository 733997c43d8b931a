// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.invites;

import dev.hubbub.access.joins.InviteRule;
import dev.hubbub.access.joins.JoinHook;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.membership.MembershipRules;
import dev.hubbub.access.membership.MembershipService;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.RoomPolicy;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.invites.Invites.Accepted;
import dev.hubbub.contract.invites.Invites.Create;
import dev.hubbub.contract.invites.Invites.Created;
import dev.hubbub.contract.invites.Invites.Info;
import dev.hubbub.contract.invites.Invites.InviteList;
import dev.hubbub.contract.invites.Invites.ListOf;
import dev.hubbub.contract.invites.Invites.Redeem;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Serves the requests about invites on the shard of their room. */
public final class InviteService {
    /** Of a room, void ones too: those go when another one is made. */
    private static final int MAX_INVITES = 100;

    private final MembershipRules rules;
    private final MembershipService memberships;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final JoinHook hook;
    private final InviteStore store;
    private final InviteCodes codes = new InviteCodes();
    private final InstantSource clock;

    /** What the service works with. */
    public record Rooms(
            MembershipRules rules,
            MembershipService memberships,
            RoomLookup lookup,
            RoomQueues queues,
            JoinHook hook) {}

    public InviteService(Rooms rooms, RoomRecordClient records, InstantSource clock) {
        this.rules = rooms.rules();
        this.memberships = rooms.memberships();
        this.lookup = rooms.lookup();
        this.queues = rooms.queues();
        this.hook = rooms.hook();
        this.store = new InviteStore(records);
        this.clock = clock;
    }

    public Future<Created> create(Caller caller, Create body) {
        if (body.code() != null && !caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server chooses codes");
        }
        return require(caller, body.room())
                .map(room -> requireRole(room, caller, body))
                .compose(room -> makeSpace(body.room()))
                .compose(space -> {
                    String code = body.code() == null ? codes.next() : body.code();
                    Invite invite = new Invite(body.role(), body.uses(), 0, after(body.seconds()));
                    return store.add(body.room(), code, invite, this::isUsable)
                            .map(kept -> new Created(code, kept.expiresAt()));
                });
    }

    /** The room, if the caller may make invites there. */
    private Future<MessageLog.Room> require(Caller caller, RoomId room) {
        return queues.read(room, () -> lookup.lookUp(caller, room, List.of(caller.user())))
                .map(found -> {
                    rules.policyOf(found)
                            .may(Right.INVITE, RoomLookup.actor(found, caller), found.details())
                            .require();
                    return found;
                });
    }

    private MessageLog.Room requireRole(MessageLog.Room room, Caller caller, Create body) {
        Actor actor = RoomLookup.actor(room, caller);
        RoomPolicy policy = rules.policyOf(room);
        if (!actor.server() && policy.isAbove(body.role(), Objects.requireNonNull(actor.role()))) {
            throw new HubException(ErrorCode.FORBIDDEN, "role: " + body.role() + " (expected: at most your own)");
        }
        return room;
    }

    private @Nullable Instant after(@Nullable Integer seconds) {
        return seconds == null
                ? null
                : clock.instant().truncatedTo(ChronoUnit.MILLIS).plusSeconds(seconds);
    }

    private Future<?> makeSpace(RoomId room) {
        return store.all(room, MAX_INVITES).compose(all -> {
            if (all.size() < MAX_INVITES) {
                return Future.succeededFuture();
            }
            List<String> obsolete = all.stream()
                    .filter(each -> !isUsable(Invite.KIND.read(each)))
                    .map(each -> each.key().key())
                    .toList();
            return obsolete.isEmpty()
                    ? Future.failedFuture(new HubException(
                            ErrorCode.CONFLICT, "too many invites (expected: at most " + MAX_INVITES + " of a room)"))
                    : Future.all(obsolete.stream()
                            .map(code -> store.remove(room, code))
                            .toList());
        });
    }

    public Future<InviteList> list(Caller caller, ListOf body) {
        return require(caller, body.room())
                .compose(room -> store.all(body.room(), MAX_INVITES))
                .map(all -> new InviteList(
                        body.room(),
                        all.stream()
                                .filter(each -> isUsable(Invite.KIND.read(each)))
                                .map(InviteService::info)
                                .toList()));
    }

    private boolean isUsable(Invite invite) {
        return !invite.isVoid(clock.instant());
    }

    private InviteRule rule(Invite invite) {
        return new InviteRule(rules, invite.role(), clock.instant());
    }

    private static Info info(StoredRecord stored) {
        Invite invite = Invite.KIND.read(stored);
        return new Info(stored.key().key(), invite.role(), invite.uses(), invite.used(), invite.expiresAt());
    }

    /**
     * The host app may refuse the user. A use is taken before the user joins, and given back when the room refuses the user, or when
     * it has joined meanwhile by another request: never one too many.
     */
    public Future<Accepted> redeem(Caller caller, Redeem body) {
        RoomId room = body.room();
        return queues.read(room, () -> lookup.lookUp(caller, room, List.of(caller.user())))
                .compose(found -> RoomLookup.findMember(found, caller.user())
                        .map(member -> Future.succeededFuture(new Accepted(room, member.since(), member.role())))
                        .orElseGet(() -> hook.ask(caller, room).compose(passed -> use(caller, body))));
    }

    private Future<Accepted> use(Caller caller, Redeem body) {
        return store.count(body.room(), body.code(), 1, this::isUsable)
                .compose(counted -> {
                    InviteRule rule = rule(counted.orElseThrow(InviteLookup::noInvite));
                    return memberships
                            .change(body.room(), caller, caller.user(), rule)
                            .onFailure(refused -> giveBack(body))
                            .compose(joined -> rule.foundMember()
                                    ? giveBack(body).transform(given -> Future.succeededFuture(joined))
                                    : Future.succeededFuture(joined));
                })
                .map(joined -> new Accepted(body.room(), joined.seq(), Objects.requireNonNull(joined.role())));
    }

    private Future<?> giveBack(Redeem body) {
        return store.count(body.room(), body.code(), -1, still -> true);
    }
}
