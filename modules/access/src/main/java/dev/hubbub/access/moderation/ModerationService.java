// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.moderation;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.membership.MembershipService;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Moderation.Allow;
import dev.hubbub.contract.rooms.Moderation.Allowed;
import dev.hubbub.contract.rooms.Moderation.Ban;
import dev.hubbub.contract.rooms.Moderation.BanList;
import dev.hubbub.contract.rooms.Moderation.Banned;
import dev.hubbub.contract.rooms.Moderation.BannedUser;
import dev.hubbub.contract.rooms.Moderation.Bans;
import dev.hubbub.contract.rooms.Moderation.Mute;
import dev.hubbub.contract.rooms.Moderation.Muted;
import dev.hubbub.contract.rooms.Moderation.RoleSet;
import dev.hubbub.contract.rooms.Moderation.SetRole;
import dev.hubbub.contract.rooms.Moderation.Unban;
import dev.hubbub.contract.rooms.Moderation.Unbanned;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Serves the requests about roles, bans and mutes. */
public final class ModerationService {
    private static final int MAX_BANS = 1_000;

    private final RoomPolicies policies;
    private final MembershipService memberships;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final InstantSource clock;

    public ModerationService(
            RoomPolicies policies,
            MembershipService memberships,
            RoomLookup lookup,
            RoomQueues queues,
            InstantSource clock) {
        this.policies = policies;
        this.memberships = memberships;
        this.lookup = lookup;
        this.queues = queues;
        this.clock = clock;
    }

    public Future<RoleSet> role(Caller caller, SetRole body) {
        return memberships
                .change(body.room(), caller, body.user(), new RoleRule(policies, body.role()))
                .map(result -> new RoleSet(body.room(), result.seq()));
    }

    public Future<Banned> ban(Caller caller, Ban body) {
        return memberships
                .change(body.room(), caller, body.user(), new BanRule(policies, after(body.seconds())))
                .map(result -> new Banned(body.room(), result.seq(), result.until()));
    }

    public Future<Unbanned> unban(Caller caller, Unban body) {
        return memberships
                .change(body.room(), caller, body.user(), new UnbanRule(policies))
                .map(result -> new Unbanned(body.room(), result.seq()));
    }

    public Future<Muted> mute(Caller caller, Mute body) {
        Instant until = body.seconds() == 0 ? null : after(body.seconds());
        return memberships
                .change(body.room(), caller, body.user(), new MuteRule(policies, until))
                .map(result -> new Muted(body.room(), result.seq(), result.until()));
    }

    public Future<Allowed> allow(Caller caller, Allow body) {
        return memberships
                .change(body.room(), caller, body.user(), new AllowRule(policies))
                .map(result -> new Allowed(body.room(), result.seq(), Objects.requireNonNull(result.role())));
    }

    private @Nullable Instant after(@Nullable Integer seconds) {
        return seconds == null
                ? null
                : clock.instant().truncatedTo(ChronoUnit.MILLIS).plusSeconds(seconds);
    }

    /** The caller alone is looked up first, so that a refusal is as cheap and as fast as for a missing room. */
    public Future<BanList> bans(Caller caller, Bans body) {
        return queues.read(body.room(), () -> lookup.lookUp(caller, body.room(), List.of(caller.user())))
                .compose(room -> {
                    require(caller, room);
                    return room.details().keepsMembersApart() ? storedBans(body) : describedBans(caller, body);
                })
                .map(members -> new BanList(body.room(), bans(members)));
    }

    private Future<List<Member>> storedBans(Bans body) {
        return lookup.members(new Memberships.PageOf(body.room(), null, MAX_BANS, Role.BANNED))
                .map(Memberships.Page::members);
    }

    private Future<List<Member>> describedBans(Caller caller, Bans body) {
        return lookup.lookUp(caller, body.room(), List.of()).map(room -> {
            require(caller, room);
            return room.members();
        });
    }

    private void require(Caller caller, MessageLog.Room room) {
        policies.of(room.kind())
                .may(Right.BAN, RoomLookup.actor(room, caller), room.details())
                .require();
    }

    private List<BannedUser> bans(List<Member> members) {
        Instant now = clock.instant();
        return members.stream()
                .filter(member -> member.role().equals(Role.BANNED))
                .filter(member -> isAfter(member, now))
                .limit(MAX_BANS)
                .map(member -> new BannedUser(member.user(), member.until()))
                .toList();
    }

    private static boolean isAfter(Member member, Instant now) {
        return member.until() == null || member.until().isAfter(now);
    }
}
