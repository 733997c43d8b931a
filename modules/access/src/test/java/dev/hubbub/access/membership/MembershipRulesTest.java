// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipRulesTest {
    private static final MemberLimit LIMIT = new MemberLimit(3);
    private static final RoomPolicies POLICIES = RoomPolicies.STANDARD;

    private final MembershipRule join = new JoinRule(POLICIES, LIMIT);
    private final MembershipRule leave = new LeaveRule(POLICIES);
    private final MembershipRule add = new AddRule(POLICIES, LIMIT);
    private final MembershipRule kick = new KickRule(POLICIES);

    private static Member member(Caller caller, Role role) {
        return new Member(caller.user(), role, 7, null);
    }

    private static MessageLog.Room room(Visibility visibility, int size, Member... members) {
        return new MessageLog.Room(
                PUBLIC_ROOM,
                new RoomDetails("Lobby", visibility, RoomKind.GROUP),
                9,
                8,
                size,
                1,
                0,
                List.of(members),
                null);
    }

    @Test
    void anyUserJoinsAPublicRoom() {
        RuleDecision decision = join.decide(room(Visibility.PUBLIC, 2), EVE, EVE.user());
        assertThat(decision).isEqualTo(RuleDecision.change(MembershipEntry.JOINED));
    }

    @Test
    void nonMembersCannotJoinAPrivateRoomAndTheServerNoRoom() {
        assertThatThrownBy(() -> join.decide(room(Visibility.PRIVATE, 2), EVE, EVE.user()))
                .hasMessage(ACCESS_DENIED);
        assertThatThrownBy(() -> join.decide(room(Visibility.PUBLIC, 2), SERVER, SERVER.user()))
                .hasMessage("FORBIDDEN: the host app's server is a member of no room");
    }

    @Test
    void memberStaysUnchangedEvenInAFullPrivateRoom() {
        Member member = member(BOB, Role.MODERATOR);
        MessageLog.Room full = room(Visibility.PRIVATE, 3, member(ANN, Role.OWNER), member);
        assertThat(join.decide(full, BOB, BOB.user())).isEqualTo(RuleDecision.unchanged(member));
        assertThat(add.decide(full, ANN, BOB.user())).isEqualTo(RuleDecision.unchanged(member));
    }

    @Test
    void fullRoomRefusesJoinsAndAdds() {
        MessageLog.Room full = room(Visibility.PUBLIC, 3, member(ANN, Role.OWNER));
        assertThatThrownBy(() -> join.decide(full, EVE, EVE.user())).hasMessage("FORBIDDEN: room is full");
        assertThatThrownBy(() -> add.decide(full, ANN, EVE.user())).hasMessage("FORBIDDEN: room is full");
        assertThatThrownBy(() -> add.decide(full, SERVER, EVE.user())).hasMessage("FORBIDDEN: room is full");
    }

    @ParameterizedTest
    @CsvSource({"owner", "moderator", "member"})
    void everyMemberMayLeave(Role role) {
        MessageLog.Room room = room(Visibility.PRIVATE, 1, member(BOB, role));
        assertThat(leave.decide(room, BOB, BOB.user()).change()).isEqualTo(MembershipEntry.LEFT);
    }

    @Test
    void lastOwnerStaysAsLongAsThereAreOtherMembers() {
        MessageLog.Room room = room(Visibility.PRIVATE, 2, member(BOB, Role.OWNER));
        assertThatThrownBy(() -> leave.decide(room, BOB, BOB.user()))
                .hasMessageStartingWith("CONFLICT: you are the last owner");
    }

    @Test
    void nonMembersCannotLeave() {
        assertThatThrownBy(() -> leave.decide(room(Visibility.PUBLIC, 2), EVE, EVE.user()))
                .hasMessage(ACCESS_DENIED);
    }

    @ParameterizedTest
    @CsvSource({"owner, true", "moderator, true", "member, false"})
    void ownersAndModeratorsAdd(Role role, boolean allowed) {
        MessageLog.Room room = room(Visibility.PRIVATE, 1, member(ANN, role));
        if (allowed) {
            assertThat(add.decide(room, ANN, EVE.user())).isEqualTo(RuleDecision.change(MembershipEntry.JOINED));
        } else {
            assertThatThrownBy(() -> add.decide(room, ANN, EVE.user()))
                    .hasMessage("FORBIDDEN: only owners and moderators add members");
        }
    }

    @Test
    void nonMembersCannotAddAndTheServerAddsAnyUser() {
        MessageLog.Room room = room(Visibility.PUBLIC, 1);
        assertThatThrownBy(() -> add.decide(room, EVE, BOB.user())).hasMessage(ACCESS_DENIED);
        assertThat(add.decide(room, SERVER, BOB.user())).isEqualTo(RuleDecision.change(MembershipEntry.JOINED));
    }

    @ParameterizedTest
    @CsvSource({
        "owner, owner, false",
        "owner, moderator, true",
        "owner, member, true",
        "moderator, owner, false",
        "moderator, moderator, false",
        "moderator, member, true",
        "member, owner, false",
        "member, moderator, false",
        "member, member, false"
    })
    void strongerRolesRemoveWeakerOnes(Role actor, Role target, boolean allowed) {
        MessageLog.Room room = room(Visibility.PRIVATE, 2, member(ANN, actor), member(BOB, target));
        if (allowed) {
            assertThat(kick.decide(room, ANN, BOB.user())).isEqualTo(RuleDecision.change(MembershipEntry.REMOVED));
        } else {
            assertThatThrownBy(() -> kick.decide(room, ANN, BOB.user()))
                    .hasMessage("FORBIDDEN: only a stronger role removes a member");
        }
    }

    @Test
    void serverRemovesOwners() {
        MessageLog.Room room = room(Visibility.PRIVATE, 1, member(ANN, Role.OWNER));
        assertThat(kick.decide(room, SERVER, ANN.user())).isEqualTo(RuleDecision.change(MembershipEntry.REMOVED));
    }

    @Test
    void callerCannotKickItselfAndNonMembersLearnNothing() {
        MessageLog.Room room = room(Visibility.PRIVATE, 1, member(ANN, Role.OWNER));
        assertThatThrownBy(() -> kick.decide(room, ANN, ANN.user())).hasMessageStartingWith("BAD_REQUEST: user");
        assertThatThrownBy(() -> kick.decide(room, EVE, EVE.user())).hasMessage(ACCESS_DENIED);
    }

    @Test
    void onlyCallersWithAStrongerRoleLearnThatTheTargetIsMissing() {
        MessageLog.Room ofOwner = room(Visibility.PRIVATE, 1, member(ANN, Role.OWNER));
        MessageLog.Room ofMember = room(Visibility.PRIVATE, 1, member(ANN, Role.MEMBER));
        assertThatThrownBy(() -> kick.decide(ofOwner, ANN, EVE.user())).hasMessage("NOT_FOUND: no such member");
        assertThatThrownBy(() -> kick.decide(ofMember, ANN, EVE.user())).hasMessageStartingWith("FORBIDDEN");
    }

    @Test
    void memberLimitCountsTheSizeNotTheMembersShown() {
        MessageLog.Room shownInPart = room(Visibility.PUBLIC, 2, member(ANN, Role.OWNER));
        assertThat(Stream.of(join.decide(shownInPart, EVE, EVE.user())).map(RuleDecision::change))
                .containsExactly(MembershipEntry.JOINED);
    }
}
