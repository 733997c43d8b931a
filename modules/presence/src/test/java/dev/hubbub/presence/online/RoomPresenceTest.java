// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.EVE;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.presence.Presence.InRoomQuery;
import dev.hubbub.contract.presence.Presence.Lookup;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.States;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.query.RoomFollowers;
import dev.hubbub.presence.query.StateLookup;
import dev.hubbub.presence.remote.AboutUser;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomPresenceTest {
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final RoomPresence presence =
            new RoomPresence(services, new StateLookup(services), new RoomFollowers(services, new ManualClock()));

    @Test
    void largeRoomsAreShownInPart() {
        List<UserId> members = new ArrayList<>(users(ANN));
        for (int n = 0; n < 1_500; n++) {
            members.add(new UserId("u" + n));
        }
        services.room(LOBBY, members);
        assertThat(done(presence.list(ANN, new InRoomQuery(LOBBY))).users())
                .hasSize(RoomPresence.MAX_MEMBERS)
                .anyMatch(state -> state.user().equals(ANN.user()));
    }

    private static State online(Caller caller) {
        return new State(caller.user(), true, null);
    }

    /** Ann and bob are online, eve is not. */
    private void threeMembers() {
        services.room(LOBBY, users(EVE, BOB, ANN));
        services.lookups = lookup -> Future.succeededFuture(new States(lookup.users().stream()
                .map(user -> new State(user, !user.equals(EVE.user()), null))
                .toList()));
    }

    private States list(boolean onlineOnly, boolean here, int limit, @Nullable UserId after) {
        return done(presence.list(ANN, new InRoomQuery(LOBBY, onlineOnly, here, limit, after)));
    }

    @Test
    void membersWhoAreOnlineAreCountedOnEachPage() {
        threeMembers();
        assertThat(list(false, false, 2, null))
                .isEqualTo(new States(List.of(online(ANN), online(BOB)), 2, null, BOB.user()));
        assertThat(list(false, false, 2, BOB.user()))
                .isEqualTo(new States(List.of(new State(EVE.user(), false, null)), 2, null, null));
        assertThat(list(true, false, 5, null).users()).containsExactly(online(ANN), online(BOB));
    }

    @Test
    void membersWhoFollowTheRoomAreMarkedWhileTheyAreShownAsOnline() {
        threeMembers();
        services.followers.put("n1", Map.of(LOBBY, users(ANN, EVE)));
        States states = list(false, true, 10, null);
        assertThat(states.here()).as("eve is shown as offline").isEqualTo(1);
        assertThat(states.users()).contains(online(ANN).withHere(), online(BOB));
        services.followers.clear();
    }

    @Test
    void whoBlocksTheViewerIsNotSeen() {
        threeMembers();
        services.followers.put("n1", Map.of(LOBBY, users(ANN, BOB)));
        services.blocked.put(BOB.user(), Set.of(ANN.user()));
        services.blocked.put(ANN.user(), Set.of(EVE.user()));
        assertThat(list(false, true, 10, null).users())
                .containsExactly(
                        online(ANN).withHere(), new State(BOB.user(), false, null), new State(EVE.user(), false, null));
        assertThat(list(true, true, 10, null).users())
                .containsExactly(online(ANN).withHere());
        assertThat(done(presence.list(BOB, new InRoomQuery(LOBBY))).users()).contains(online(ANN), online(BOB));
        services.followers.clear();
    }

    @Test
    void followersAreNotCountedWhenNoGatewayAnswers() {
        threeMembers();
        assertThat(list(false, true, 10, null).here()).isNull();
    }

    @Test
    void membersOfVeryLargeRoomsAreShownByPagesAndNotCounted() {
        List<UserId> members = IntStream.range(0, RoomPresence.MAX_COUNTED)
                .mapToObj(n -> new UserId(String.format("u%05d", n)))
                .collect(Collectors.toList());
        members.add(ANN.user());
        services.room(LOBBY, members);
        States first = list(false, false, 1_000, null);
        assertThat(first.users()).hasSize(1_000);
        assertThat(first.online()).isNull();
        assertThat(first.next()).isEqualTo(new UserId("u00998"));
        assertThat(list(false, false, 1_000, new UserId("u09998")).next()).isNull();
    }

    @Test
    void callerSeesTheTruthAboutItself() {
        services.room(LOBBY, users(ANN, BOB));
        List<Lookup> asked = new ArrayList<>();
        services.lookups = lookup -> {
            asked.add(lookup);
            return Future.succeededFuture(new States(List.of()));
        };
        done(presence.list(ANN, new InRoomQuery(LOBBY)));
        assertThat(asked)
                .filteredOn(lookup -> lookup.self() != null)
                .singleElement()
                .satisfies(lookup -> {
                    assertThat(lookup.self()).isEqualTo(ANN.user());
                    assertThat(lookup.users()).contains(ANN.user());
                });
    }

    @Test
    void lastSeenIsNotShownOfMembersWhoHideIt() {
        services.room(LOBBY, users(ANN, BOB));
        services.lookups = lookup -> Future.succeededFuture(new States(lookup.users().stream()
                .map(user -> new State(user, false, ManualClock.START))
                .toList()));
        services.about.put(BOB.user(), new AboutUser(null, false, Set.of()));
        assertThat(done(presence.list(ANN, new InRoomQuery(LOBBY))).users())
                .containsExactly(new State(ANN.user(), false, ManualClock.START), new State(BOB.user(), false, null));
    }

    @Test
    void lastSeenIsShownForOfflineMembers() {
        services.room(LOBBY, users(ANN, BOB));
        done(services.storeLastSeen(BOB.user(), ManualClock.START));
        assertThat(done(presence.list(ANN, new InRoomQuery(LOBBY))).users())
                .filteredOn(state -> state.user().equals(BOB.user()))
                .singleElement()
                .satisfies(state -> assertThat(state.lastSeen()).isEqualTo(ManualClock.START));
    }
}
