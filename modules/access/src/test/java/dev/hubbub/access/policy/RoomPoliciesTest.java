// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoomPoliciesTest {
    private static final RoomKind CHESS = new RoomKind("chess");
    private static final Role REFEREE = new Role("referee");
    private static final Actor STRANGER = new Actor(null, false);
    private static final Actor SERVER = new Actor(null, true);

    private final RoomPolicy group = RoomPolicies.STANDARD.of(RoomKind.GROUP);
    private final RoomPolicy unknown = RoomPolicies.STANDARD.of(CHESS);

    private static Actor with(Role role) {
        return new Actor(role, false);
    }

    private static Stream<Permission> changes(RoomPolicy policy, Actor actor) {
        return Stream.of(policy.mayAdd(actor), policy.mayRemove(actor, Role.MEMBER), policy.maySpeak(actor));
    }

    @Test
    void roomsAreHiddenFromUsersWhoAreNoMembers() {
        for (RoomPolicy policy : List.of(group, unknown, new BulletinPolicy())) {
            assertThat(changes(policy, STRANGER)).containsOnly(Permission.HIDDEN);
            assertThat(policy.mayRead(STRANGER)).isSameAs(Permission.HIDDEN);
            assertThat(policy.mayLeave(STRANGER)).isSameAs(Permission.HIDDEN);
            assertThat(policy.mayJoin(STRANGER, Visibility.PRIVATE)).isSameAs(Permission.HIDDEN);
        }
        assertThatThrownBy(Permission.HIDDEN::require).hasMessage(ACCESS_DENIED);
    }

    @Test
    void serverDoesEverythingButLeave() {
        assertThat(changes(group, SERVER)).allMatch(Permission::isAllowed);
        assertThat(group.mayRemove(SERVER, Role.OWNER).isAllowed()).isTrue();
        assertThat(group.mayRead(SERVER).isAllowed()).isTrue();
        assertThat(group.mayLeave(SERVER).isAllowed()).isFalse();
    }

    @Test
    void unknownRolesReadAndLeaveAndNothingElse() {
        assertThat(group.mayRead(with(REFEREE)).isAllowed()).isTrue();
        assertThat(group.mayLeave(with(REFEREE)).isAllowed()).isTrue();
        assertThat(changes(group, with(REFEREE))).noneMatch(Permission::isAllowed);
    }

    @Test
    void onlyOwnersAndTheServerRemoveUnknownRoles() {
        assertThat(group.mayRemove(with(Role.OWNER), REFEREE).isAllowed()).isTrue();
        assertThat(group.mayRemove(SERVER, REFEREE).isAllowed()).isTrue();
        assertThat(group.mayRemove(with(Role.MODERATOR), REFEREE).isAllowed()).isFalse();
        assertThat(group.mayRemove(with(Role.MEMBER), REFEREE).isAllowed()).isFalse();
    }

    @Test
    void membersReadAndLeaveRoomsOfUnknownKinds() {
        assertThat(unknown.kind()).isEqualTo(CHESS);
        for (Role role : List.of(Role.OWNER, REFEREE)) {
            assertThat(unknown.mayRead(with(role)).isAllowed()).isTrue();
            assertThat(unknown.mayLeave(with(role)).isAllowed()).isTrue();
            assertThat(changes(unknown, with(role))).noneMatch(Permission::isAllowed);
        }
        assertThat(unknown.mayJoin(STRANGER, Visibility.PUBLIC)).isSameAs(Permission.HIDDEN);
    }

    @Test
    void serverOnlyReadsRoomsOfUnknownKinds() {
        assertThat(unknown.mayRead(SERVER).isAllowed()).isTrue();
        assertThat(changes(unknown, SERVER)).noneMatch(Permission::isAllowed);
    }

    @Test
    void refusalInARoomOfAnUnknownKindNamesTheKindAndMayBeTriedAgain() {
        Permission refused = unknown.maySpeak(with(Role.OWNER));
        assertThat(refused.refusal().is(ErrorCode.UNAVAILABLE)).isTrue();
        assertThatThrownBy(refused::require)
                .hasMessageStartingWith("UNAVAILABLE: kind: chess (expected: one that this node knows)");
    }

    @Test
    void newRoomsNeedAKnownKind() {
        assertThat(RoomPolicies.STANDARD.require(RoomKind.GROUP)).isSameAs(group);
        assertThatThrownBy(() -> RoomPolicies.STANDARD.require(CHESS))
                .hasMessage("BAD_REQUEST: kind: chess (expected: group)");
        assertThatThrownBy(() -> RoomPolicies.STANDARD.and(new BulletinPolicy()).require(CHESS))
                .hasMessage("BAD_REQUEST: kind: chess (expected: bulletin or group)");
    }
}
