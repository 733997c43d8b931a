// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.ROOM_CREATOR;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.contacts;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.AccessConfig.Creators;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.quota.AddingLimit;
import dev.hubbub.access.quota.NewMembers;
import dev.hubbub.access.quota.RoomsPerUserQuota;
import dev.hubbub.access.store.FakeStore;
import dev.hubbub.access.store.FakeUserRecords;
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

class RoomCreationServiceTest {
    private final FakeStore store = new FakeStore();

    private RoomCreationService service(Creators creators, RoomIdGenerator ids) {
        return new RoomCreationService(
                new CreateRoomRule(
                        new AccessConfig(creators, AccessConfig.Adding.UNLIMITED, 3, 0, 100), RoomPolicies.STANDARD),
                new NewMembers(
                        new RoomsPerUserQuota(2, store),
                        new AddingLimit(AccessConfig.Adding.UNLIMITED, store, RoomPolicies.STANDARD, take -> null)),
                store,
                ids,
                contacts(new FakeUserRecords()));
    }

    private static Create teaRoom() {
        return new Create("Tea", null, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "ANYONE, true, true, true",
        "CLAIM, false, true, true",
        "SERVER, false, false, true",
    })
    void settingDecidesWhoCreatesRooms(Creators creators, boolean user, boolean roomCreator, boolean server) {
        CreateRoomRule rule = new CreateRoomRule(
                new AccessConfig(creators, AccessConfig.Adding.UNLIMITED, 3, 0, 100), RoomPolicies.STANDARD);
        assertThat(allowed(rule, ANN)).isEqualTo(user);
        assertThat(allowed(rule, ROOM_CREATOR)).isEqualTo(roomCreator);
        assertThat(allowed(rule, SERVER)).isEqualTo(server);
    }

    private static boolean allowed(CreateRoomRule rule, Caller caller) {
        try {
            return rule.decide(caller, teaRoom()) != null;
        } catch (RuntimeException refused) {
            assertThat(refused).hasMessage("FORBIDDEN: you may not create rooms here");
            return false;
        }
    }

    @Test
    void generatedIdsAreTwentyBase32Characters() {
        Created created = result(service(Creators.ANYONE, new RoomIdGenerator()).create(ANN, teaRoom()));
        assertThat(created.room().value()).matches("[a-z2-7]{20}");
        assertThat(created.seq()).isEqualTo(1);
    }

    @Test
    void usedIdIsGeneratedAgain() {
        RoomId first = new RoomIdGenerator(new Random(1)).next();
        result(service(Creators.SERVER, new RoomIdGenerator()).create(SERVER, new Create("Tea", null, null, first)));
        Created created = result(
                service(Creators.ANYONE, new RoomIdGenerator(new Random(1))).create(ANN, teaRoom()));
        assertThat(created.room()).isNotEqualTo(first);
        assertThat(created.seq()).isEqualTo(1);
    }

    @Test
    void usedChosenIdIsAConflict() {
        RoomCreationService service = service(Creators.ANYONE, new RoomIdGenerator());
        result(service.create(SERVER, new Create("Tea", null, null, PUBLIC_ROOM)));
        Create other = new Create("Coffee", null, null, PUBLIC_ROOM);
        assertThat(failure(service.create(SERVER, other))).startsWith("CONFLICT: room");
    }

    @Test
    void onlyTheServerChoosesIds() {
        RoomCreationService service = service(Creators.ANYONE, new RoomIdGenerator());
        assertThatThrownBy(() -> service.create(ROOM_CREATOR, new Create("Tea", null, null, PUBLIC_ROOM)))
                .hasMessage("FORBIDDEN: only the host app's server chooses room ids");
    }

    @Test
    void creatorIsOwnerAndMembersCountOnce() {
        List<UserId> named = List.of(BOB.user(), ANN.user(), BOB.user(), EVE.user());
        Created created = result(
                service(Creators.ANYONE, new RoomIdGenerator()).create(ANN, new Create("Tea", named, null, null)));
        MessageLog.Room room = result(store.describe(new MessageLog.Describe(created.room(), List.of())));
        assertThat(room.details().visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(room.members())
                .containsExactly(
                        new Member(ANN.user(), Role.OWNER, 1, null),
                        new Member(BOB.user(), Role.MEMBER, 1, null),
                        new Member(EVE.user(), Role.MEMBER, 1, null));
    }

    @Test
    void quotaAppliesToTheCreatorAndMembersButNotToTheServer() {
        RoomCreationService service = service(Creators.ANYONE, new RoomIdGenerator());
        Create withBob = new Create("Tea", List.of(BOB.user()), null, null);
        result(service.create(ANN, withBob));
        assertThat(failure(service.create(EVE, withBob)))
                .isEqualTo("FORBIDDEN: " + BOB.user() + " cannot be put into more rooms");
        result(service.create(BOB, teaRoom()));
        assertThat(failure(service.create(BOB, teaRoom()))).isEqualTo("FORBIDDEN: you are in as many rooms as allowed");
        for (int i = 0; i < 3; i++) {
            result(service.create(SERVER, withBob));
        }
    }

    @Test
    void moreMembersThanTheLimitAreRefused() {
        List<UserId> named = List.of(BOB.user(), EVE.user(), ROOM_CREATOR.user());
        assertThatThrownBy(() -> service(Creators.ANYONE, new RoomIdGenerator())
                        .create(ANN, new Create("Tea", named, null, null)))
                .hasMessage("BAD_REQUEST: members: 4 with the owner (expected: at most 3)");
    }
}
