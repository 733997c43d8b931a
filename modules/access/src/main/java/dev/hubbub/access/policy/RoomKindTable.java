// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import static dev.hubbub.contract.rooms.Right.ADD;
import static dev.hubbub.contract.rooms.Right.BAN;
import static dev.hubbub.contract.rooms.Right.DELETE;
import static dev.hubbub.contract.rooms.Right.EDIT;
import static dev.hubbub.contract.rooms.Right.END;
import static dev.hubbub.contract.rooms.Right.INVITE;
import static dev.hubbub.contract.rooms.Right.LEAVE;
import static dev.hubbub.contract.rooms.Right.MUTE;
import static dev.hubbub.contract.rooms.Right.PIN;
import static dev.hubbub.contract.rooms.Right.REACT;
import static dev.hubbub.contract.rooms.Right.READ;
import static dev.hubbub.contract.rooms.Right.REMOVE;
import static dev.hubbub.contract.rooms.Right.REVIEW;
import static dev.hubbub.contract.rooms.Right.ROLES;
import static dev.hubbub.contract.rooms.Right.SEND;
import static dev.hubbub.contract.rooms.Right.SIGNAL;
import static dev.hubbub.contract.rooms.Right.UPDATE;

import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** What each role may do in each kind of room that the hub has by itself. */
final class RoomKindTable {
    /** The members of a channel cost no memory, so the limit of other rooms does not hold. */
    private static final int MAX_IN_CHANNEL = 100_000;

    private static final Set<Right> MODERATION = EnumSet.of(
            READ, SEND, SIGNAL, REACT, PIN, EDIT, DELETE, LEAVE, ADD, INVITE, REMOVE, BAN, MUTE, REVIEW, UPDATE);

    private static final Row OWNER = new Row(Role.OWNER, with(MODERATION, ROLES, END));
    private static final Row MODERATOR = new Row(Role.MODERATOR, MODERATION);
    private static final Row MEMBER = row(Role.MEMBER, READ, SEND, SIGNAL, REACT, LEAVE);
    private static final Row OBSERVER = row(Role.OBSERVER, READ, LEAVE);

    /** Members talk with each other; owners and moderators manage the room. */
    static final RolePolicy GROUP =
            open(RoomKind.GROUP, IntUnaryOperator.identity(), OWNER, MODERATOR, MEMBER, OBSERVER);

    /** Two users: neither leaves nor is removed. */
    static final RolePolicy DIRECT = closed(
            RoomKind.DIRECT, configured -> Math.min(configured, 2), row(Role.MEMBER, READ, SEND, SIGNAL, REACT, PIN));

    /** Owners and moderators send, all others read, and members react. */
    static final RolePolicy CHANNEL = open(
            RoomKind.CHANNEL,
            configured -> MAX_IN_CHANNEL,
            OWNER,
            MODERATOR,
            row(Role.MEMBER, READ, REACT, LEAVE),
            OBSERVER);

    /** A host and guests, who come by an invite code. */
    static final RolePolicy SESSION =
            closed(RoomKind.SESSION, IntUnaryOperator.identity(), OWNER, MODERATOR, MEMBER, OBSERVER);

    static final List<RolePolicy> ALL = List.of(GROUP, DIRECT, CHANNEL, SESSION);

    private record Row(Role role, Set<Right> rights) {}

    /** Every user joins a public room. */
    private static RolePolicy open(RoomKind kind, IntUnaryOperator maxMembers, Row... rows) {
        return new RolePolicy(kind, table(rows), true, maxMembers);
    }

    /** Users are added, or come by an invite. */
    private static RolePolicy closed(RoomKind kind, IntUnaryOperator maxMembers, Row... rows) {
        return new RolePolicy(kind, table(rows), false, maxMembers);
    }

    private static Row row(Role role, Right first, Right... others) {
        return new Row(role, EnumSet.of(first, others));
    }

    private static Set<Right> with(Set<Right> rights, Right... others) {
        Set<Right> all = EnumSet.copyOf(rights);
        Collections.addAll(all, others);
        return all;
    }

    private static Map<Role, Set<Right>> table(Row... rows) {
        Map<Role, Set<Right>> table = new LinkedHashMap<>();
        for (Row row : rows) {
            table.put(row.role(), row.rights());
        }
        return table;
    }

    private RoomKindTable() {}
}
