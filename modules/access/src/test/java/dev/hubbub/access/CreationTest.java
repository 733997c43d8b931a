// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.EVE;
import static dev.hubbub.access.Cast.LOBBY;
import static dev.hubbub.access.Cast.MAKER;
import static dev.hubbub.access.Cast.SERVER;
import static dev.hubbub.access.Cast.done;
import static dev.hubbub.access.Cast.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.AccessConfig.Creators;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms.Create;
import dev.hubbub.contract.rooms.Rooms.Created;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreationTest {
    private final FakeLog log = new FakeLog();

    private Creation creation(Creators creators, RoomIds ids) {
        return new Creation(new CreateRule(new AccessConfig(creators, 3, 0, 100)), new RoomQuota(2, log), log, ids);
    }

    private static Create plain() {
        return new Create("Tea", null, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "ANYONE, true, true, true",
        "CLAIM, false, true, true",
        "SERVER, false, false, true",
    })
    void theSettingSaysWhoCreates(Creators creators, boolean user, boolean maker, boolean server) {
        CreateRule rule = new CreateRule(new AccessConfig(creators, 3, 0, 100));
        assertThat(allowed(rule, ANN)).isEqualTo(user);
        assertThat(allowed(rule, MAKER)).isEqualTo(maker);
        assertThat(allowed(rule, SERVER)).isEqualTo(server);
    }

    private static boolean allowed(CreateRule rule, Caller caller) {
        try {
            return rule.judge(caller, plain()) != null;
        } catch (RuntimeException refused) {
            assertThat(refused).hasMessage("FORBIDDEN: you may not create rooms here");
            return false;
        }
    }

    @Test
    void drawnIdsAreTwentyBase32Characters() {
        Created created = done(creation(Creators.ANYONE, new RoomIds()).create(ANN, plain()));
        assertThat(created.room().value()).matches("[a-z2-7]{20}");
        assertThat(created.seq()).isEqualTo(1);
    }

    @Test
    void aTakenDrawIsDrawnAgain() {
        RoomId first = new RoomIds(new Random(1)).draw();
        done(creation(Creators.SERVER, new RoomIds()).create(SERVER, new Create("Tea", null, null, first)));
        Created created =
                done(creation(Creators.ANYONE, new RoomIds(new Random(1))).create(ANN, plain()));
        assertThat(created.room()).isNotEqualTo(first);
        assertThat(created.seq()).isEqualTo(1);
    }

    @Test
    void aTakenChoiceIsAConflict() {
        Creation creation = creation(Creators.ANYONE, new RoomIds());
        Create chosen = new Create("Tea", null, null, LOBBY);
        done(creation.create(SERVER, chosen));
        assertThat(failure(creation.create(SERVER, chosen))).startsWith("CONFLICT: room");
    }

    @Test
    void onlyTheServerChooses() {
        Creation creation = creation(Creators.ANYONE, new RoomIds());
        assertThatThrownBy(() -> creation.create(MAKER, new Create("Tea", null, null, LOBBY)))
                .hasMessage("FORBIDDEN: only the host app's server chooses room ids");
    }

    @Test
    void theCreatorOwnsAndMembersCountOnce() {
        List<UserId> named = List.of(BOB.user(), ANN.user(), BOB.user(), EVE.user());
        Created created =
                done(creation(Creators.ANYONE, new RoomIds()).create(ANN, new Create("Tea", named, null, null)));
        MessageLog.Room room = done(log.describe(new MessageLog.Describe(created.room(), List.of())));
        assertThat(room.visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(room.members())
                .containsExactly(
                        new Member(ANN.user(), Role.OWNER, 1, null),
                        new Member(BOB.user(), Role.MEMBER, 1, null),
                        new Member(EVE.user(), Role.MEMBER, 1, null));
    }

    @Test
    void nobodyIsPutIntoMoreRoomsThanAllowedButByTheServer() {
        Creation creation = creation(Creators.ANYONE, new RoomIds());
        Create withBob = new Create("Tea", List.of(BOB.user()), null, null);
        done(creation.create(ANN, withBob));
        assertThat(failure(creation.create(EVE, withBob)))
                .isEqualTo("FORBIDDEN: " + BOB.user() + " cannot be put into more rooms");
        done(creation.create(BOB, plain()));
        assertThat(failure(creation.create(BOB, plain()))).isEqualTo("FORBIDDEN: you are in as many rooms as allowed");
        for (int i = 0; i < 3; i++) {
            done(creation.create(SERVER, withBob));
        }
    }

    @Test
    void moreMembersThanSeatsAreRefused() {
        List<UserId> named = List.of(BOB.user(), EVE.user(), MAKER.user());
        assertThatThrownBy(() ->
                        creation(Creators.ANYONE, new RoomIds()).create(ANN, new Create("Tea", named, null, null)))
                .hasMessage("BAD_REQUEST: members: 4 with the owner (expected: at most 3)");
    }
}
