// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.store.FakeStore;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Rooms.Info;
import dev.hubbub.contract.rooms.Rooms.Mine;
import dev.hubbub.contract.rooms.Rooms.RoomList;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomListServiceTest {
    private final FakeStore store = new FakeStore();
    private final AtomicLong nanos = new AtomicLong();
    private final RoomListService lists = new RoomListService(store, nanos::get);

    @Test
    void listStopsAtTwoHundredRooms() {
        createRoomsOfAnn(201);

        assertThat(result(list(ANN)).rooms()).hasSize(200);
        assertThat(store.descriptions()).hasSize(200);
    }

    @Test
    void requestsDuringAListShareTheNextList() {
        createRoomsOfAnn(1);
        Promise<Void> slow = Promise.promise();
        store.delayDescription(slow.future());

        Future<RoomList> first = list(ANN);
        List<Future<RoomList>> rest =
                IntStream.range(0, 63).mapToObj(n -> list(ANN)).toList();
        assertThat(store.descriptions()).hasSize(1);
        assertThat(result(list(BOB)).rooms()).as("another user's").isEmpty();
        slow.complete();

        assertThat(rest).allSatisfy(list -> assertThat(result(list)).isEqualTo(result(first)));
        assertThat(store.descriptions())
                .as("the first, and one shared by all the others")
                .hasSize(2);
        assertThat(result(list(ANN)).rooms()).hasSize(1);
        assertThat(store.descriptions()).hasSize(3);
    }

    @Test
    void tooManyListsAtOnceAreUnavailable() {
        RoomListService two = new RoomListService(store, nanos::get, 2);
        createRoomsOfAnn(1);
        store.appendUnchecked(MembershipEntry.JOINED.entry(new RoomId("room-0"), BOB, new MemberContent(BOB.user())));
        Promise<Void> slow = Promise.promise();
        store.delayDescription(slow.future());
        store.delayDescription(slow.future());
        Future<RoomList> ann = two.mine(ANN, new Mine());
        Future<RoomList> bob = two.mine(BOB, new Mine());
        Future<RoomList> annAgain = two.mine(ANN, new Mine());
        assertThat(two.running()).isEqualTo(2);
        assertThat(two.waiting()).isEqualTo(1);

        assertThat(failure(two.mine(EVE, new Mine()))).startsWith("UNAVAILABLE: too many lists");
        slow.complete();

        assertThat(List.of(ann, bob, annAgain))
                .allSatisfy(list -> assertThat(result(list).rooms()).hasSize(1));
        assertThat(two.running() + two.waiting()).isZero();
        assertThat(result(two.mine(EVE, new Mine())).rooms()).isEmpty();
    }

    @Test
    void listShowsEarlierChanges() {
        createRoomsOfAnn(1);
        Promise<Void> slow = Promise.promise();
        store.delayDescription(slow.future());
        Future<RoomList> before = list(ANN);

        store.appendUnchecked(room("later"));
        Future<RoomList> after = list(ANN);
        slow.complete();

        assertThat(result(before).rooms()).hasSize(1);
        assertThat(result(after).rooms()).extracting(Info::room).contains(new RoomId("later"));
    }

    @Test
    void slowListStopsBetweenBatchesAndIsUnavailable() {
        createRoomsOfAnn(100);
        Promise<Void> slow = Promise.promise();
        store.delayDescription(slow.future());
        Future<RoomList> list = list(ANN);
        int asked = store.descriptions().size();
        assertThat(asked).isBetween(1, 99);

        advanceTime(Duration.ofMillis(4_001));
        slow.complete();

        assertThat(failure(list)).startsWith("UNAVAILABLE");
        assertThat(store.descriptions()).hasSize(asked);
        assertThat(result(list(ANN)).rooms()).hasSize(100);
    }

    @Test
    void listThatWaitedTooLongIsUnavailable() {
        createRoomsOfAnn(1);
        Promise<Void> slow = Promise.promise();
        store.delayDescription(slow.future());
        Future<RoomList> first = list(ANN);
        Future<RoomList> second = list(ANN);

        advanceTime(Duration.ofMillis(4_001));
        slow.complete();

        assertThat(result(first).rooms()).hasSize(1);
        assertThat(failure(second)).startsWith("UNAVAILABLE");
        assertThat(store.descriptions()).hasSize(1);
        assertThat(result(list(ANN)).rooms()).hasSize(1);
    }

    private Future<RoomList> list(Caller caller) {
        return lists.mine(caller, new Mine());
    }

    private void advanceTime(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void createRoomsOfAnn(int rooms) {
        IntStream.range(0, rooms).forEach(n -> store.appendUnchecked(room("room-" + n)));
    }

    private static Entry room(String id) {
        return CreatedEntry.KIND.entry(
                new RoomId(id),
                ANN,
                CreatedEntry.Content.of(
                        ANN.user(),
                        new RoomDetails(id, Visibility.PUBLIC, null),
                        new CreatedEntry.FirstMembers(List.of())));
    }
}
