// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.RoomKindConfig;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of the configuration beside those of the hub. */
class DefinedKindsTest {
    private static final RoomKind SUPPORT = new RoomKind("support");
    private static final RoomDetails ROOM = new RoomDetails("Help", Visibility.PUBLIC, SUPPORT);

    private static RoomPolicy policy(String base, Map<String, List<String>> rights, Integer maxMembers) {
        return RoomPolicies.with(List.of(new RoomKindConfig("support", base, rights, maxMembers)))
                .require(SUPPORT);
    }

    private static boolean may(RoomPolicy policy, Right right, Role role) {
        return policy.may(right, new Actor(role, false), ROOM).isAllowed();
    }

    @Test
    void rightsThatAreNamedDifferFromTheBase() {
        RoomPolicy policy = policy("group", Map.of("invite", List.of("owner", "member"), "end", List.of()), null);
        assertThat(policy.kind()).isEqualTo(SUPPORT);
        assertThat(may(policy, Right.INVITE, Role.MEMBER)).isTrue();
        assertThat(may(policy, Right.INVITE, Role.MODERATOR)).isFalse();
        assertThat(may(policy, Right.END, Role.OWNER)).isFalse();
        assertThat(policy.may(Right.END, new Actor(null, true), ROOM).isAllowed())
                .as("the server")
                .isTrue();
        assertThat(may(policy, Right.SEND, Role.MEMBER)).isTrue();
        assertThat(may(policy, Right.SEND, Role.OBSERVER)).isFalse();
        assertThat(policy.maxMembers(50)).isEqualTo(50);
    }

    @Test
    void restIsThatOfTheBase() {
        assertThat(may(policy("channel", Map.of(), null), Right.SEND, Role.MEMBER))
                .isFalse();
        assertThat(may(policy("group", Map.of(), null), Right.JOIN, null)).isTrue();
        assertThat(may(policy("session", Map.of(), null), Right.JOIN, null)).isFalse();
        assertThat(policy("session", Map.of(), 3).maxMembers(50)).isEqualTo(3);
        assertThat(policy("session", Map.of(), 300).maxMembers(50)).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "channel", "session"})
    void roomIsLikeThoseOfTheBaseAlone(String base) {
        RoomDetails room = ROOM.withBase(policy(base, Map.of(), null).base());
        assertThat(room.kind()).isEqualTo(SUPPORT);
        for (RoomPolicy known : RoomKindTable.ALL) {
            assertThat(room.isLike(known.kind()))
                    .as(known.kind().name())
                    .isEqualTo(known.kind().name().equals(base));
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void roomOfAKindOfTheHubIsLikeItself(RolePolicy known) {
        RoomDetails room = new RoomDetails("Help", Visibility.PUBLIC, known.kind());
        assertThat(room.withBase(known.base())).isEqualTo(room);
        assertThat(room.isLike(known.kind())).isTrue();
        assertThat(room.isLike(SUPPORT)).isFalse();
    }

    @Test
    void kindsOfTheHubStayAsTheyAre() {
        RoomPolicies policies = RoomPolicies.with(List.of(new RoomKindConfig("support", "group", null, null)));
        for (RoomPolicy known : RoomKindTable.ALL) {
            assertThat(policies.require(known.kind())).isSameAs(known);
        }
    }

    static List<RolePolicy> ours() {
        return RoomKindTable.ALL;
    }

    @ParameterizedTest
    @MethodSource("ours")
    void everyKindOfTheHubIsOneThatTheConfigurationMayNotDefine(RolePolicy known) {
        AccessConfig config = AccessConfig.defaults();
        List<RoomKindConfig> kinds = List.of(new RoomKindConfig(known.kind().name(), "group", null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> config.with(kinds));
    }
}
