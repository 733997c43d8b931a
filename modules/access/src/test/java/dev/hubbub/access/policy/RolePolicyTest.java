// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.Visibility;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolePolicyTest {
    private static final Instant FUTURE = Instant.parse("2999-01-01T00:00:00Z");
    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
    private static final RolePolicy GROUP = RoomKindTable.GROUP;

    private static RoomDetails room(Visibility visibility) {
        return new RoomDetails("Tea", visibility, RoomKind.GROUP);
    }

    private static RoomDetails readOnly() {
        return new RoomDetails(
                "Tea", Visibility.PRIVATE, null, null, null, null, null, null, null, true, null, null, null, Map.of());
    }

    private static String rights(RoomPolicy policy, Actor actor, RoomDetails room) {
        return Stream.of(Right.values())
                .filter(right -> policy.may(right, actor, room).isAllowed())
                .map(Right::toString)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String words(String listed) {
        return Stream.of(listed.strip().split(" "))
                .sorted()
                .collect(Collectors.joining(" "))
                .strip();
    }

    /** The table of PROTOCOL.md; a member may always join, which changes nothing. */
    @ParameterizedTest
    @CsvSource({
        "group, owner, join read send signal react pin edit delete leave add invite remove ban mute review update roles end",
        "group, moderator, join read send signal react pin edit delete leave add invite remove ban mute review update",
        "group, member, join read send signal react leave",
        "group, observer, join read leave",
        "group, referee, join read leave",
        "direct, member, join read send signal react pin",
        "channel, owner, join read send signal react pin edit delete leave add invite remove ban mute review update roles end",
        "channel, moderator, join read send signal react pin edit delete leave add invite remove ban mute review update",
        "channel, member, join read react leave",
        "session, owner, join read send signal react pin edit delete leave add invite remove ban mute review update roles end",
        "session, member, join read send signal react leave",
        "session, observer, join read leave",
        "group, invited, join leave",
        "session, invited, join leave",
        "group, banned, ''"
    })
    void rolesHaveTheRightsOfTheTable(String kind, String role, String expected) {
        RoomPolicy policy = RoomPolicies.STANDARD.of(new RoomKind(kind));
        assertThat(rights(policy, new Actor(new Role(role), false), room(Visibility.PRIVATE)))
                .isEqualTo(words(expected));
    }

    @ParameterizedTest
    @CsvSource({"group, join", "channel, join", "session, ''", "direct, ''"})
    void strangersJoinWhatIsOpen(String kind, String expected) {
        RoomPolicy policy = RoomPolicies.STANDARD.of(new RoomKind(kind));
        Actor stranger = new Actor(null, false);
        assertThat(rights(policy, stranger, room(Visibility.PUBLIC))).isEqualTo(expected);
        assertThat(rights(policy, stranger, room(Visibility.PRIVATE))).isEmpty();
    }

    @Test
    void whoIsBannedKnowsUntilWhenAndIsAStrangerAfterwards() {
        Actor banned = new Actor(Role.BANNED, FUTURE, false);
        assertThat(rights(GROUP, banned, room(Visibility.PUBLIC))).isEmpty();
        assertThatThrownBy(() ->
                        GROUP.may(Right.JOIN, banned, room(Visibility.PUBLIC)).require())
                .hasMessage("FORBIDDEN: you are banned until 2999-01-01T00:00:00.000Z");
        assertThat(rights(GROUP, new Actor(Role.BANNED, null, false), room(Visibility.PUBLIC)))
                .isEmpty();
        assertThat(rights(GROUP, new Actor(Role.BANNED, PAST, false), room(Visibility.PUBLIC)))
                .isEqualTo("join");
    }

    @Test
    void whoIsMutedReadsAndDoesNotSend() {
        assertThat(rights(GROUP, new Actor(Role.MEMBER, FUTURE, false), room(Visibility.PRIVATE)))
                .isEqualTo("join leave read");
        assertThat(rights(GROUP, new Actor(Role.MEMBER, PAST, false), room(Visibility.PRIVATE)))
                .isEqualTo("join leave react read send signal");
    }

    @ParameterizedTest
    @CsvSource({"owner, true", "moderator, true", "member, false"})
    void ownersAndModeratorsSendInAReadOnlyRoom(String role, boolean allowed) {
        assertThat(GROUP.may(Right.SEND, new Actor(new Role(role), false), readOnly())
                        .isAllowed())
                .isEqualTo(allowed);
    }

    @Test
    void archivedRoomIsReadAndLookedAfter() {
        RoomDetails archived = room(Visibility.PUBLIC).with(RoomStatus.ARCHIVED);
        assertThat(rights(GROUP, new Actor(Role.OWNER, false), archived))
                .isEqualTo("ban delete end leave read remove review roles update");
        assertThat(rights(GROUP, new Actor(Role.MEMBER, false), archived)).isEqualTo("leave read");
        assertThat(rights(GROUP, new Actor(null, false), archived)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "member", "invited"})
    void completedRoomIsClosedToAllButTheServer(String role) {
        RoomDetails completed = room(Visibility.PUBLIC).with(RoomStatus.COMPLETED);
        assertThat(rights(GROUP, new Actor(new Role(role), false), completed)).isEmpty();
        assertThat(rights(GROUP, new Actor(null, false), completed)).isEmpty();
        assertThat(GROUP.may(Right.READ, new Actor(null, true), completed).isAllowed())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "owner, moderator, true",
        "owner, owner, false",
        "owner, referee, true",
        "moderator, member, true",
        "moderator, moderator, false",
        "moderator, referee, false",
        "member, observer, false"
    })
    void strongerRolesActOnWeakerOnes(String actor, String target, boolean allowed) {
        for (Right right : Set.of(Right.REMOVE, Right.BAN, Right.MUTE)) {
            assertThat(GROUP.mayTo(right, new Actor(new Role(actor), false), new Role(target), room(Visibility.PRIVATE))
                            .isAllowed())
                    .isEqualTo(allowed);
        }
    }

    @Test
    void kindsOfAnOperatorDifferInWhatTheyName() {
        RoomKind support = new RoomKind("support");
        RolePolicy policy = GROUP.derived(support, Map.of(Right.SEND, Set.of(Role.OWNER, Role.OBSERVER)), 3);
        assertThat(policy.kind()).isEqualTo(support);
        assertThat(policy.base()).isEqualTo(RoomKind.GROUP);
        assertThat(policy.maxMembers(10)).isEqualTo(3);
        assertThat(rights(policy, new Actor(Role.MEMBER, false), room(Visibility.PRIVATE)))
                .isEqualTo("join leave react read signal");
        assertThat(rights(policy, new Actor(Role.OBSERVER, false), room(Visibility.PRIVATE)))
                .isEqualTo("join leave read send");
        assertThatThrownBy(() -> policy.may(Right.SEND, new Actor(Role.MEMBER, false), room(Visibility.PRIVATE))
                        .require())
                .hasMessage("FORBIDDEN: only owners and observers send messages");
    }
}
