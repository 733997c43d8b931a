// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.CLOSED;
import static dev.hubbub.access.Cast.EVE;
import static dev.hubbub.access.Cast.LOBBY;
import static dev.hubbub.access.Cast.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeRulesTest {
    private static final Seats SEATS = new Seats(3);

    private final ChangeRule join = new JoinRule(SEATS);
    private final ChangeRule leave = new LeaveRule();
    private final ChangeRule add = new AddRule(SEATS);
    private final ChangeRule kick = new KickRule();

    private static Member member(Caller caller, Role role) {
        return new Member(caller.user(), role, 7, null);
    }

    private static MessageLog.Room room(Visibility visibility, int size, Member... members) {
        return new MessageLog.Room(LOBBY, "Lobby", visibility, 9, 8, size, List.of(members));
    }

    @Test
    void publicRoomTakesAnybody() {
        Verdict verdict = join.judge(room(Visibility.PUBLIC, 2), EVE, EVE.user());
        assertThat(verdict).isEqualTo(Verdict.change(Entry.Kind.JOINED));
    }

    @Test
    void privateRoomIsClosedToStrangers() {
        assertThatThrownBy(() -> join.judge(room(Visibility.PRIVATE, 2), EVE, EVE.user()))
                .hasMessage(CLOSED);
        assertThatThrownBy(() -> join.judge(room(Visibility.PRIVATE, 2), SERVER, SERVER.user()))
                .hasMessage(CLOSED);
    }

    @Test
    void whoIsThereStaysAsIsEvenInAFullPrivateRoom() {
        Member there = member(BOB, Role.MODERATOR);
        MessageLog.Room full = room(Visibility.PRIVATE, 3, member(ANN, Role.OWNER), there);
        assertThat(join.judge(full, BOB, BOB.user())).isEqualTo(Verdict.already(there));
        assertThat(add.judge(full, ANN, BOB.user())).isEqualTo(Verdict.already(there));
    }

    @Test
    void fullRoomTakesNobodyWhoeverLetsIn() {
        MessageLog.Room full = room(Visibility.PUBLIC, 3, member(ANN, Role.OWNER));
        assertThatThrownBy(() -> join.judge(full, EVE, EVE.user())).hasMessage("FORBIDDEN: room is full");
        assertThatThrownBy(() -> add.judge(full, ANN, EVE.user())).hasMessage("FORBIDDEN: room is full");
        assertThatThrownBy(() -> add.judge(full, SERVER, EVE.user())).hasMessage("FORBIDDEN: room is full");
    }

    @ParameterizedTest
    @CsvSource({"OWNER", "MODERATOR", "MEMBER"})
    void everyMemberLeavesTheLastOwnerToo(Role role) {
        MessageLog.Room room = room(Visibility.PRIVATE, 2, member(BOB, role));
        assertThat(leave.judge(room, BOB, BOB.user())).isEqualTo(Verdict.change(Entry.Kind.LEFT));
    }

    @Test
    void strangersHaveNothingToLeave() {
        assertThatThrownBy(() -> leave.judge(room(Visibility.PUBLIC, 2), EVE, EVE.user()))
                .hasMessage(CLOSED);
    }

    @ParameterizedTest
    @CsvSource({"OWNER, true", "MODERATOR, true", "MEMBER, false"})
    void ownersAndModeratorsAdd(Role role, boolean allowed) {
        MessageLog.Room room = room(Visibility.PRIVATE, 1, member(ANN, role));
        if (allowed) {
            assertThat(add.judge(room, ANN, EVE.user())).isEqualTo(Verdict.change(Entry.Kind.JOINED));
        } else {
            assertThatThrownBy(() -> add.judge(room, ANN, EVE.user()))
                    .hasMessage("FORBIDDEN: only owners and moderators add members");
        }
    }

    @Test
    void strangersAddNobodyAndTheServerAnybody() {
        MessageLog.Room room = room(Visibility.PUBLIC, 1);
        assertThatThrownBy(() -> add.judge(room, EVE, BOB.user())).hasMessage(CLOSED);
        assertThat(add.judge(room, SERVER, BOB.user())).isEqualTo(Verdict.change(Entry.Kind.JOINED));
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, OWNER, false",
        "OWNER, MODERATOR, true",
        "OWNER, MEMBER, true",
        "MODERATOR, OWNER, false",
        "MODERATOR, MODERATOR, false",
        "MODERATOR, MEMBER, true",
        "MEMBER, OWNER, false",
        "MEMBER, MODERATOR, false",
        "MEMBER, MEMBER, false"
    })
    void strongerRolesRemoveWeakerOnes(Role actor, Role target, boolean allowed) {
        MessageLog.Room room = room(Visibility.PRIVATE, 2, member(ANN, actor), member(BOB, target));
        if (allowed) {
            assertThat(kick.judge(room, ANN, BOB.user())).isEqualTo(Verdict.change(Entry.Kind.REMOVED));
        } else {
            assertThatThrownBy(() -> kick.judge(room, ANN, BOB.user()))
                    .hasMessage("FORBIDDEN: only a stronger role removes a member");
        }
    }

    @Test
    void theServerRemovesOwners() {
        MessageLog.Room room = room(Visibility.PRIVATE, 1, member(ANN, Role.OWNER));
        assertThat(kick.judge(room, SERVER, ANN.user())).isEqualTo(Verdict.change(Entry.Kind.REMOVED));
    }

    @Test
    void nobodyRemovesHimselfAndStrangersLearnNothingByTrying() {
        MessageLog.Room room = room(Visibility.PRIVATE, 1, member(ANN, Role.OWNER));
        assertThatThrownBy(() -> kick.judge(room, ANN, ANN.user())).hasMessageStartingWith("BAD_REQUEST: user");
        assertThatThrownBy(() -> kick.judge(room, EVE, EVE.user())).hasMessage(CLOSED);
    }

    @Test
    void onlyThoseWhoMightRemoveLearnThatNobodyIsThere() {
        MessageLog.Room ofOwner = room(Visibility.PRIVATE, 1, member(ANN, Role.OWNER));
        MessageLog.Room ofMember = room(Visibility.PRIVATE, 1, member(ANN, Role.MEMBER));
        assertThatThrownBy(() -> kick.judge(ofOwner, ANN, EVE.user())).hasMessage("NOT_FOUND: no such member");
        assertThatThrownBy(() -> kick.judge(ofMember, ANN, EVE.user())).hasMessageStartingWith("FORBIDDEN");
    }

    @Test
    void seatsAreCountedBySizeNotByTheMembersShown() {
        MessageLog.Room shownInPart = room(Visibility.PUBLIC, 2, member(ANN, Role.OWNER));
        assertThat(Stream.of(join.judge(shownInPart, EVE, EVE.user())).map(Verdict::change))
                .containsExactly(Entry.Kind.JOINED);
    }
}
