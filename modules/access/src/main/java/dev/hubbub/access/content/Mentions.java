// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.content;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.UserId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom a message mentions.
 *
 * @param room whether all members
 */
public record Mentions(Set<UserId> users, Set<Role> roles, boolean room) {
    private static final String USERS = "mentions";
    private static final String ROLES = "mentionRoles";
    private static final String ROOM = "mentionRoom";
    private static final List<String> FIELDS = List.of(USERS, ROLES, ROOM);

    /** No user. */
    public static final Mentions NONE = new Mentions(Set.of(), Set.of(), false);

    /** As a message says, or an edit of one. */
    public static Mentions of(Entry entry) {
        if (FIELDS.stream().noneMatch(entry.fields()::containsKey)) {
            return NONE;
        }
        return new Mentions(
                texts(entry, USERS).stream().map(UserId::new).collect(Collectors.toCollection(LinkedHashSet::new)),
                texts(entry, ROLES).stream().map(Role::new).collect(Collectors.toCollection(LinkedHashSet::new)),
                Boolean.TRUE.equals(entry.fields().get(ROOM)));
    }

    private static List<String> texts(Entry entry, String field) {
        List<String> texts = new ArrayList<>();
        if (entry.fields().get(field) instanceof Iterable<?> values) {
            values.forEach(value -> texts.add(String.valueOf(value)));
        }
        return texts;
    }

    /** Whether it mentions no user. */
    public boolean isEmpty() {
        return users.isEmpty() && roles.isEmpty() && !room;
    }

    /** Those that were not mentioned before. */
    public Mentions without(Mentions before) {
        Set<UserId> newUsers = new LinkedHashSet<>(users);
        newUsers.removeAll(before.users);
        Set<Role> newRoles = new LinkedHashSet<>(roles);
        newRoles.removeAll(before.roles);
        return before.room ? NONE : new Mentions(newUsers, newRoles, room);
    }
}
