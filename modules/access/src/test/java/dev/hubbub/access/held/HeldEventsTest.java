// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.held;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static dev.hubbub.access.store.AccessFixtures.roleChanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.lookup.RoleMembers;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.store.FakeStore;
import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.moderation.HeldMessages.Waiting;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ann owns a room, eve moderates it, and bob is a member. A test ends the pauses. */
class HeldEventsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final List<Hints.ToUsers> told = new ArrayList<>();
    private final List<Promise<Void>> pauses = new ArrayList<>();
    private final FakeStore rooms = new FakeStore();
    private final HeldStore store = new HeldStore(new FakeUserRecords(), () -> NOW);
    private final HeldEvents events = new HeldEvents(
            store, new HeldEvents.Reviewers(new RoleMembers(rooms), RoomPolicies.STANDARD), told::add, () -> {
                Promise<Void> pause = Promise.promise();
                pauses.add(pause);
                return pause.future();
            });

    HeldEventsTest() {
        rooms.appendUnchecked(publicRoom(BOB, EVE));
        rooms.appendUnchecked(roleChanged(PUBLIC_ROOM, EVE, Role.MODERATOR));
    }

    private void hold(String text) {
        result(store.add(
                PUBLIC_ROOM,
                new HeldMessage(
                        text,
                        BOB.user(),
                        new ClientId(text),
                        null,
                        Map.of("text", text),
                        null,
                        null,
                        NOW,
                        NOW.plus(HeldStore.KEPT))));
        events.changed(PUBLIC_ROOM);
    }

    private List<Integer> counts() {
        return told.stream()
                .map(hint -> (Integer) hint.hint().fields().get("waiting"))
                .toList();
    }

    @Test
    void thoseWhoMayReviewAreToldHowManyWait() {
        hold("one");
        assertThat(told).singleElement().satisfies(hint -> {
            assertThat(hint.users()).containsExactlyInAnyOrder(ANN.user(), EVE.user());
            assertThat(hint.hint()).isEqualTo(Hints.Body.of("review", new Waiting(PUBLIC_ROOM, 1)));
        });
    }

    @Test
    void whatFollowsIsToldOnceAfterAPause() {
        hold("one");
        hold("two");
        hold("three");
        assertThat(counts()).containsExactly(1);
        pauses.get(0).complete();
        assertThat(counts()).containsExactly(1, 3);
        pauses.get(1).complete();
        assertThat(counts()).as("nothing is new").containsExactly(1, 3);
        assertThat(events.rooms()).isZero();
        hold("four");
        assertThat(counts()).containsExactly(1, 3, 4);
    }

    @Test
    void roomThatCannotBeLookedUpIsPausedToo() {
        events.changed(MISSING_ROOM);
        assertThat(told).isEmpty();
        assertThat(events.rooms()).isEqualTo(1);
        pauses.get(0).complete();
        assertThat(events.rooms()).isZero();
    }

    @Test
    void roomsInTheirPauseAreBounded() {
        for (int i = 0; i <= HeldEvents.MAX_ROOMS; i++) {
            events.changed(new RoomId("room-" + i));
        }
        assertThat(events.rooms()).isEqualTo(HeldEvents.MAX_ROOMS);
    }
}
