// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.access.config.RoomKindConfig;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.RoomKind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The policies that this node knows, by the kind of the room. */
public final class RoomPolicies {
    /** Those of the hub itself. */
    public static final RoomPolicies STANDARD = new RoomPolicies(RoomKindTable.ALL);

    private final Map<RoomKind, RoomPolicy> byKind;

    private RoomPolicies(List<? extends RoomPolicy> policies) {
        byKind = policies.stream().collect(Collectors.toUnmodifiableMap(RoomPolicy::kind, Function.identity()));
    }

    /** These, and one more. */
    public RoomPolicies and(RoomPolicy policy) {
        return new RoomPolicies(
                Stream.concat(byKind.values().stream(), Stream.of(policy)).toList());
    }

    /** Those of the hub itself, and those of the kinds that the operator defines. */
    public static RoomPolicies with(List<RoomKindConfig> kinds) {
        Stream<RolePolicy> derived = kinds.stream().map(RoomPolicies::derived);
        return new RoomPolicies(
                Stream.concat(RoomKindTable.ALL.stream(), derived).toList());
    }

    private static RolePolicy derived(RoomKindConfig config) {
        RoomKind base = new RoomKind(config.base());
        RolePolicy policy = RoomKindTable.ALL.stream()
                .filter(known -> known.kind().equals(base))
                .findFirst()
                .orElseThrow();
        return policy.derived(new RoomKind(config.kind()), config.differences(), config.maxMembers());
    }

    /** The policy for an existing room. A kind that this node does not know has one too. */
    public RoomPolicy of(RoomKind kind) {
        RoomPolicy known = byKind.get(kind);
        return known == null ? new UnknownKindPolicy(kind) : known;
    }

    /**
     * The policy for a new room.
     *
     * @throws HubException BAD_REQUEST for a kind that this node does not know, with those that it knows
     */
    public RoomPolicy require(RoomKind kind) {
        RoomPolicy known = byKind.get(kind);
        if (known == null) {
            String expected =
                    byKind.keySet().stream().sorted().map(RoomKind::name).collect(Collectors.joining(" or "));
            throw new HubException(ErrorCode.BAD_REQUEST, "kind: " + kind + " (expected: " + expected + ")");
        }
        return known;
    }
}
