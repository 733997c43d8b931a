// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoomPoliciesTest {
    private static final RoomKind CHESS = new RoomKind("chess");
    private static final Role REFEREE = new Role("referee");
    private static final RoomDetails PRIVATE = new RoomDetails("Tea", Visibility.PRIVATE, RoomKind.GROUP);
    private static final RoomDetails PUBLIC = new RoomDetails("Tea", Visibility.PUBLIC, RoomKind.GROUP);
    private static final Actor STRANGER = new Actor(null, false);
    private static final Actor SERVER = new Actor(null, true);

    private final RoomPolicy group = RoomPolicies.STANDARD.of(RoomKind.GROUP);
    private final RoomPolicy unknown = RoomPolicies.STANDARD.of(CHESS);

    private static Actor with(Role role) {
        return new Actor(role, false);
    }

    private static Stream<Permission> changes(RoomPolicy policy, Actor actor) {
        return Stream.of(
                policy.may(Right.ADD, actor, PRIVATE),
                policy.mayTo(Right.REMOVE, actor, Role.MEMBER, PRIVATE),
                policy.may(Right.SEND, actor, PRIVATE),
                policy.may(Right.SIGNAL, actor, PRIVATE));
    }

    @Test
    void roomsAreHiddenFromUsersWhoAreNoMembers() {
        for (RoomPolicy policy : List.of(group, unknown, new BulletinPolicy())) {
            assertThat(changes(policy, STRANGER)).containsOnly(Permission.HIDDEN);
            assertThat(policy.may(Right.READ, STRANGER, PRIVATE)).isSameAs(Permission.HIDDEN);
            assertThat(policy.may(Right.LEAVE, STRANGER, PRIVATE)).isSameAs(Permission.HIDDEN);
            assertThat(policy.may(Right.JOIN, STRANGER, PRIVATE)).isSameAs(Permission.HIDDEN);
        }
        assertThatThrownBy(Permission.HIDDEN::require).hasMessage(ACCESS_DENIED);
    }

    @Test
    void serverDoesEverythingButLeave() {
        assertThat(changes(group, SERVER)).allMatch(Permission::isAllowed);
        assertThat(group.mayTo(Right.REMOVE, SERVER, Role.OWNER, PRIVATE).isAllowed())
                .isTrue();
        assertThat(group.may(Right.READ, SERVER, PRIVATE).isAllowed()).isTrue();
        assertThat(group.may(Right.LEAVE, SERVER, PRIVATE).isAllowed()).isFalse();
    }

    @Test
    void unknownRolesReadAndLeaveAndNothingElse() {
        assertThat(group.may(Right.READ, with(REFEREE), PRIVATE).isAllowed()).isTrue();
        assertThat(group.may(Right.LEAVE, with(REFEREE), PRIVATE).isAllowed()).isTrue();
        assertThat(changes(group, with(REFEREE))).noneMatch(Permission::isAllowed);
    }

    @Test
    void onlyOwnersAndTheServerRemoveUnknownRoles() {
        assertThat(group.mayTo(Right.REMOVE, with(Role.OWNER), REFEREE, PRIVATE).isAllowed())
                .isTrue();
        assertThat(group.mayTo(Right.REMOVE, SERVER, REFEREE, PRIVATE).isAllowed())
                .isTrue();
        assertThat(group.mayTo(Right.REMOVE, with(Role.MODERATOR), REFEREE, PRIVATE)
                        .isAllowed())
                .isFalse();
        assertThat(group.mayTo(Right.REMOVE, with(Role.MEMBER), REFEREE, PRIVATE)
                        .isAllowed())
                .isFalse();
    }

    @Test
    void membersReadAndLeaveRoomsOfUnknownKinds() {
        assertThat(unknown.kind()).isEqualTo(CHESS);
        for (Role role : List.of(Role.OWNER, REFEREE)) {
            assertThat(unknown.may(Right.READ, with(role), PRIVATE).isAllowed()).isTrue();
            assertThat(unknown.may(Right.LEAVE, with(role), PRIVATE).isAllowed())
                    .isTrue();
            assertThat(changes(unknown, with(role))).noneMatch(Permission::isAllowed);
        }
        assertThat(unknown.may(Right.JOIN, STRANGER, PUBLIC)).isSameAs(Permission.HIDDEN);
    }

    @Test
    void serverOnlyReadsRoomsOfUnknownKinds() {
        assertThat(unknown.may(Right.READ, SERVER, PRIVATE).isAllowed()).isTrue();
        assertThat(changes(unknown, SERVER)).noneMatch(Permission::isAllowed);
    }

    @Test
    void refusalInARoomOfAnUnknownKindNamesTheKindAndMayBeTriedAgain() {
        Permission refused = unknown.may(Right.SEND, with(Role.OWNER), PRIVATE);
        assertThat(refused.refusal().is(ErrorCode.UNAVAILABLE)).isTrue();
        assertThatThrownBy(refused::require)
                .hasMessageStartingWith("UNAVAILABLE: kind: chess (expected: one that this node knows)");
    }

    @Test
    void newRoomsNeedAKnownKind() {
        assertThat(RoomPolicies.STANDARD.require(RoomKind.GROUP)).isSameAs(group);
        assertThatThrownBy(() -> RoomPolicies.STANDARD.require(CHESS))
                .hasMessage("BAD_REQUEST: kind: chess (expected: channel or direct or group or session)");
        assertThatThrownBy(() -> RoomPolicies.STANDARD.and(new BulletinPolicy()).require(CHESS))
                .hasMessage("BAD_REQUEST: kind: chess (expected: bulletin or channel or direct or group or session)");
    }
}
