// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomKindConfigTest {
    private static RoomKindConfig kind(String kind, String base) {
        return new RoomKindConfig(kind, base, null, null);
    }

    private static RoomKindConfig with(Map<String, List<String>> rights) {
        return new RoomKindConfig("support", "group", rights, null);
    }

    private static String refused(RoomKindConfig... kinds) {
        AccessConfig config = AccessConfig.defaults();
        List<String> message = new ArrayList<>();
        assertThatThrownBy(() -> config.with(Arrays.asList(kinds)))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refusal -> message.add(refusal.getMessage()));
        return message.get(0);
    }

    @Test
    void rightsAreReadAsAllRolesThatHaveThem() {
        RoomKindConfig support = with(Map.of("send", List.of("owner", "moderator"), "end", List.of()));
        AccessConfig config = AccessConfig.defaults().with(List.of(support, kind("news", "channel")));
        assertThat(config.kinds()).extracting(RoomKindConfig::kind).containsExactly("support", "news");
        assertThat(support.differences())
                .isEqualTo(Map.of(Right.SEND, Set.of(Role.OWNER, Role.MODERATOR), Right.END, Set.of()));
        assertThat(kind("news", "channel").differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"group", "direct", "channel", "session"})
    void namesOfOursAreRefused(String ours) {
        assertThat(refused(kind("support", "group"), kind(ours, "group")))
                .isEqualTo("rooms.kinds[1].kind: " + ours
                        + " (expected: each kind once, and none of group, direct, channel, session)");
    }

    @Test
    void sameNameTwiceIsRefused() {
        assertThat(refused(kind("support", "group"), kind("support", "channel")))
                .startsWith("rooms.kinds[1].kind: support (expected: each kind once");
    }

    @Test
    void namesThatNoKindMayHaveAreRefused() {
        assertThat(refused(kind("a b", "group"))).startsWith("rooms.kinds[0].kind: \"a b\" (expected: 1 to 32 letters");
        assertThat(refused(kind(null, "group"))).isEqualTo("rooms.kinds[0].kind: missing");
        assertThat(refused((RoomKindConfig) null)).isEqualTo("rooms.kinds[0]: missing");
    }

    /** Rooms of two users are made in a way of their own. */
    @ParameterizedTest
    @CsvSource({"chess", "direct", "Group"})
    void unknownBasesAreRefused(String base) {
        assertThat(refused(kind("support", base)))
                .isEqualTo("rooms.kinds[0].base: " + base + " (expected: group or channel or session)");
    }

    @Test
    void missingBaseIsRefused() {
        assertThat(refused(kind("support", null))).isEqualTo("rooms.kinds[0].base: missing");
    }

    @ParameterizedTest
    @CsvSource({"sned", "join", "SEND"})
    void unknownRightsAreRefused(String right) {
        assertThat(refused(with(Map.of(right, List.of("owner")))))
                .startsWith("rooms.kinds[0].rights: " + right + " (expected: read or send or signal");
    }

    @ParameterizedTest
    @CsvSource({"admin", "invited", "banned"})
    void unknownRolesAreRefused(String role) {
        assertThat(refused(with(Map.of("send", List.of("owner", role)))))
                .isEqualTo("rooms.kinds[0].rights.send: " + role
                        + " (expected: owner or moderator or member or observer)");
    }

    @Test
    void rolesThatAreThereTwiceOrNotAtAllAreRefused() {
        assertThat(refused(with(Map.of("send", List.of("owner", "owner")))))
                .isEqualTo("rooms.kinds[0].rights.send: [owner, owner] (expected: each role once)");
        assertThat(refused(with(Collections.singletonMap("send", null))))
                .isEqualTo("rooms.kinds[0].rights.send: missing");
    }

    @Test
    void roomForNoMemberIsRefused() {
        assertThat(refused(new RoomKindConfig("support", "group", null, 0)))
                .isEqualTo("rooms.kinds[0].maxMembers: 0 (expected: 1 or more)");
    }

    @Test
    void moreThanAHundredKindsAreRefused() {
        RoomKindConfig[] many = IntStream.range(0, 101)
                .mapToObj(n -> kind("kind-" + n, "group"))
                .toArray(RoomKindConfig[]::new);
        assertThat(refused(many)).isEqualTo("rooms.kinds: 101 (expected: 0 to 100)");
    }
}
