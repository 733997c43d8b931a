// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.json.JsonTime;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy by a table of rights, one row for each role. Beside the table these hold in rooms of every such kind: the host
 * app's server may do everything but leave. A stronger role acts on a weaker one. A completed room has no members. An
 * archived room is read and managed. Banned users cannot join, and muted members cannot send.
 */
public final class RolePolicy implements RoomPolicy {
    private static final List<Role> STRONGEST_FIRST =
            List.of(Role.OWNER, Role.MODERATOR, Role.MEMBER, Role.OBSERVER, Role.INVITED, Role.BANNED);

    /** What a member with an unknown role may do. */
    private static final Set<Right> UNKNOWN_ROLE = EnumSet.of(Right.READ, Right.LEAVE);

    /** What is possible in an archived room. */
    private static final Set<Right> ARCHIVED = EnumSet.of(
            Right.READ,
            Right.DELETE,
            Right.LEAVE,
            Right.UPDATE,
            Right.END,
            Right.REMOVE,
            Right.BAN,
            Right.REVIEW,
            Right.ROLES);

    /** What a mute takes away, and a read-only room. */
    private static final Set<Right> SPEECH = EnumSet.of(Right.SEND, Right.SIGNAL, Right.REACT);

    private static final Permission IS_ARCHIVED = Permission.refused("the room is archived");
    private static final Permission IS_READ_ONLY = Permission.refused("the room is read-only");

    private final RoomKind kind;
    private final RoomKind base;
    private final Map<Role, Set<Right>> table;
    private final boolean isOpen;
    private final IntUnaryOperator maxMembers;
    private final InstantSource clock = InstantSource.system();

    /**
     * @param table what each role may, the strongest first
     * @param isOpen whether every user joins a public room
     * @param maxMembers how many members a room has at most, given what the operator has set for all kinds
     */
    RolePolicy(RoomKind kind, Map<Role, Set<Right>> table, boolean isOpen, IntUnaryOperator maxMembers) {
        this(kind, kind, table, isOpen, maxMembers);
    }

    private RolePolicy(
            RoomKind kind, RoomKind base, Map<Role, Set<Right>> table, boolean isOpen, IntUnaryOperator maxMembers) {
        this.kind = kind;
        this.base = base;
        this.table = new LinkedHashMap<>(table);
        this.isOpen = isOpen;
        this.maxMembers = maxMembers;
    }

    /** The rules of another kind with some that differ: {@code rights} names all roles that have a right. */
    RolePolicy derived(RoomKind derived, Map<Right, Set<Role>> rights, @Nullable Integer fewerMembers) {
        Map<Role, Set<Right>> changed = new LinkedHashMap<>();
        table.forEach((role, own) -> changed.put(role, EnumSet.copyOf(own)));
        rights.forEach((right, roles) -> changed.forEach((role, own) -> {
            if (roles.contains(role)) {
                own.add(right);
            } else {
                own.remove(right);
            }
        }));
        IntUnaryOperator fewer = fewerMembers == null
                ? maxMembers
                : configured -> Math.min(fewerMembers, maxMembers.applyAsInt(configured));
        return new RolePolicy(derived, base, changed, isOpen, fewer);
    }

    @Override
    public RoomKind kind() {
        return kind;
    }

    @Override
    public RoomKind base() {
        return base;
    }

    @Override
    public Permission may(Right right, Actor actor, RoomDetails room) {
        if (actor.server()) {
            return right == Right.LEAVE ? Permission.HIDDEN : Permission.ALLOWED;
        }
        Instant now = clock.instant();
        if (actor.isBanned(now)) {
            return banned(actor.until());
        }
        if (room.isCompleted()) {
            return Permission.HIDDEN;
        }
        Permission byRole = byRole(right, actor, room);
        if (!byRole.isAllowed()) {
            return byRole;
        }
        return SPEECH.contains(right) ? maySend(actor, room, now) : whileArchived(right, room);
    }

    private Permission byRole(Right right, Actor actor, RoomDetails room) {
        if (right == Right.JOIN) {
            boolean isInvited = actor.isInvited() || actor.isMember();
            return isInvited || (isOpen && room.visibility() == Visibility.PUBLIC)
                    ? Permission.ALLOWED
                    : Permission.HIDDEN;
        }
        Role role = actor.role();
        if (role == null || role.equals(Role.BANNED)) {
            return Permission.HIDDEN;
        }
        if (role.equals(Role.INVITED)) {
            return right == Right.LEAVE ? Permission.ALLOWED : Permission.HIDDEN;
        }
        return table.getOrDefault(role, UNKNOWN_ROLE).contains(right)
                ? Permission.ALLOWED
                : Permission.refused("only " + roles(right) + " " + right.words());
    }

    private Permission maySend(Actor actor, RoomDetails room, Instant now) {
        if (!room.isActive()) {
            return IS_ARCHIVED;
        }
        if (actor.isMuted(now)) {
            return Permission.refused("you are muted until " + JsonTime.text(Objects.requireNonNull(actor.until())));
        }
        boolean isModerator = Role.OWNER.equals(actor.role()) || Role.MODERATOR.equals(actor.role());
        return room.isReadOnly() && !isModerator ? IS_READ_ONLY : Permission.ALLOWED;
    }

    private static Permission whileArchived(Right right, RoomDetails room) {
        return room.isActive() || ARCHIVED.contains(right) ? Permission.ALLOWED : IS_ARCHIVED;
    }

    private static Permission banned(@Nullable Instant until) {
        return Permission.refused(
                until == null ? "you are banned from this room" : "you are banned until " + JsonTime.text(until));
    }

    private String roles(Right right) {
        List<String> names = table.entrySet().stream()
                .filter(row -> row.getValue().contains(right))
                .map(row -> row.getKey() + "s")
                .toList();
        if (names.size() < 2) {
            return names.isEmpty() ? "the host app's server may" : names.get(0);
        }
        return names.stream().limit(names.size() - 1L).collect(Collectors.joining(", ")) + " and "
                + names.get(names.size() - 1);
    }

    @Override
    public Permission mayTo(Right right, Actor actor, Role target, RoomDetails room) {
        if (actor.server()) {
            return Permission.ALLOWED;
        }
        Role role = actor.role();
        Permission allowed = may(right, actor, room);
        if (allowed == Permission.HIDDEN || allowed == IS_ARCHIVED) {
            return allowed;
        }
        return allowed.isAllowed() && role != null && isAbove(role, target)
                ? Permission.ALLOWED
                : Permission.refused(ErrorCode.FORBIDDEN, "only a stronger role " + right.wordsOfOne());
    }

    /** An unknown role may be as strong as a moderator's, so only owners are above it. */
    @Override
    public boolean isAbove(Role role, Role other) {
        int own = STRONGEST_FIRST.indexOf(role);
        int rank = STRONGEST_FIRST.indexOf(other);
        return own >= 0 && own < (rank < 0 ? 1 : rank);
    }

    @Override
    public int maxMembers(int configured) {
        return maxMembers.applyAsInt(configured);
    }
}
