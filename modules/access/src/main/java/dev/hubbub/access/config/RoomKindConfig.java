// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.config;

import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.value.Check;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of room that the operator defines: the rules of another kind, and those that differ. An element of
 * {@code rooms.kinds}.
 *
 * @param kind its name: 1 to 32 letters, digits or {@code -}
 * @param base the kind whose rules it has but for what follows: {@code group}, {@code channel} or {@code session}
 * @param rights by the name of a right all roles that have it; a right that is not named is as in the base
 * @param maxMembers how many members a room has at most; absent (null): as many as {@code rooms.maxMembers} says
 */
public record RoomKindConfig(String kind, String base, Map<String, List<String>> rights, @Nullable Integer maxMembers) {
    static final int MAX_KINDS = 100;

    private static final String KEY = "rooms.kinds";
    private static final List<String> BASES = names(RoomKind.GROUP, RoomKind.CHANNEL, RoomKind.SESSION);
    private static final List<String> OURS = names(RoomKind.GROUP, RoomKind.DIRECT, RoomKind.CHANNEL, RoomKind.SESSION);

    /** Who may join is up to the room, not to a role: those who have one are members. */
    private static final List<String> RIGHTS = Arrays.stream(Right.values())
            .filter(right -> right != Right.JOIN)
            .map(Right::toString)
            .toList();

    private static final List<String> ROLES = Stream.of(Role.OWNER, Role.MODERATOR, Role.MEMBER, Role.OBSERVER)
            .map(Role::name)
            .toList();

    public RoomKindConfig {
        rights = rights == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(rights));
    }

    private static List<String> names(RoomKind... kinds) {
        return Arrays.stream(kinds).map(RoomKind::name).toList();
    }

    /** @throws IllegalArgumentException for the first that cannot be, with its key */
    static void checkAll(List<RoomKindConfig> kinds) {
        Check.range(KEY, kinds.size(), 0, MAX_KINDS);
        Set<String> seen = new HashSet<>(OURS);
        for (int index = 0; index < kinds.size(); index++) {
            String key = KEY + "[" + index + "]";
            RoomKindConfig kind = Check.present(key, kinds.get(index));
            kind.check(key);
            if (!seen.add(kind.kind)) {
                throw new IllegalArgumentException(key + ".kind: " + kind.kind
                        + " (expected: each kind once, and none of " + String.join(", ", OURS) + ")");
            }
        }
    }

    private void check(String key) {
        Check.id(key + ".kind", kind, RoomKind.MAX_NAME, "-");
        Check.oneOf(key + ".base", base, BASES);
        rights.forEach((right, roles) -> {
            Check.oneOf(key + ".rights", right, RIGHTS);
            String which = key + ".rights." + right;
            Check.present(which, roles).forEach(role -> Check.oneOf(which, role, ROLES));
            if (new HashSet<>(roles).size() < roles.size()) {
                throw new IllegalArgumentException(which + ": " + roles + " (expected: each role once)");
            }
        });
        if (maxMembers != null) {
            Check.range(key + ".maxMembers", maxMembers, 1, Integer.MAX_VALUE);
        }
    }

    /** The rights that differ from those of the base, with all roles that have them. */
    public Map<Right, Set<Role>> differences() {
        Map<Right, Set<Role>> differences = new EnumMap<>(Right.class);
        rights.forEach((right, roles) -> differences.put(
                Right.valueOf(right.toUpperCase(Locale.ROOT)),
                roles.stream().map(Role::new).collect(Collectors.toSet())));
        return differences;
    }
}
