// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.EVE;
import static dev.hubbub.access.Cast.done;
import static dev.hubbub.access.Cast.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
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

class RoomListsTest {
    private final FakeLog log = new FakeLog();
    private final AtomicLong nanos = new AtomicLong();
    private final RoomLists lists = new RoomLists(log, nanos::get);

    @Test
    void twoHundredRoomsAreShownAndNoMoreAskedFor() {
        annHas(201);

        assertThat(done(list(ANN)).rooms()).hasSize(200);
        assertThat(log.descriptions()).hasSize(200);
    }

    @Test
    void listsThatAreAskedForMeanwhileAreOne() {
        annHas(1);
        Promise<Void> slow = Promise.promise();
        log.delayDescription(slow.future());

        Future<RoomList> first = list(ANN);
        List<Future<RoomList>> rest =
                IntStream.range(0, 63).mapToObj(n -> list(ANN)).toList();
        assertThat(log.descriptions()).hasSize(1);
        assertThat(done(list(BOB)).rooms()).as("another user's").isEmpty();
        slow.complete();

        assertThat(rest).allSatisfy(list -> assertThat(done(list)).isEqualTo(done(first)));
        assertThat(log.descriptions())
                .as("the first, and one for all the others")
                .hasSize(2);
        assertThat(done(list(ANN)).rooms()).hasSize(1);
        assertThat(log.descriptions()).hasSize(3);
    }

    @Test
    void moreListsThanMayBeUnderWayAreUnavailable() {
        RoomLists two = new RoomLists(log, nanos::get, 2);
        annHas(1);
        log.force(Entry.membership(Entry.Kind.JOINED, new RoomId("room-0"), BOB, BOB.user()));
        Promise<Void> slow = Promise.promise();
        log.delayDescription(slow.future());
        log.delayDescription(slow.future());
        Future<RoomList> ann = two.mine(ANN, new Mine());
        Future<RoomList> bob = two.mine(BOB, new Mine());
        Future<RoomList> annAgain = two.mine(ANN, new Mine());
        assertThat(two.running()).isEqualTo(2);
        assertThat(two.waiting()).isEqualTo(1);

        assertThat(failure(two.mine(EVE, new Mine()))).startsWith("UNAVAILABLE: too many lists");
        slow.complete();

        assertThat(List.of(ann, bob, annAgain))
                .allSatisfy(list -> assertThat(done(list).rooms()).hasSize(1));
        assertThat(two.running() + two.waiting()).isZero();
        assertThat(done(two.mine(EVE, new Mine())).rooms()).isEmpty();
    }

    @Test
    void aListThatIsAskedForAfterAChangeShowsIt() {
        annHas(1);
        Promise<Void> slow = Promise.promise();
        log.delayDescription(slow.future());
        Future<RoomList> before = list(ANN);

        log.force(room("later"));
        Future<RoomList> after = list(ANN);
        slow.complete();

        assertThat(done(before).rooms()).hasSize(1);
        assertThat(done(after).rooms()).extracting(Info::room).contains(new RoomId("later"));
    }

    @Test
    void aListThatTakesTooLongStopsBetweenRoundsAndIsUnavailable() {
        annHas(100);
        Promise<Void> slow = Promise.promise();
        log.delayDescription(slow.future());
        Future<RoomList> list = list(ANN);
        int asked = log.descriptions().size();
        assertThat(asked).isBetween(1, 99);

        pass(Duration.ofMillis(4_001));
        slow.complete();

        assertThat(failure(list)).startsWith("UNAVAILABLE");
        assertThat(log.descriptions()).hasSize(asked);
        assertThat(done(list(ANN)).rooms()).hasSize(100);
    }

    @Test
    void aListThatWaitedTooLongForTheOneBeforeIsUnavailable() {
        annHas(1);
        Promise<Void> slow = Promise.promise();
        log.delayDescription(slow.future());
        Future<RoomList> first = list(ANN);
        Future<RoomList> second = list(ANN);

        pass(Duration.ofMillis(4_001));
        slow.complete();

        assertThat(done(first).rooms()).hasSize(1);
        assertThat(failure(second)).startsWith("UNAVAILABLE");
        assertThat(log.descriptions()).hasSize(1);
        assertThat(done(list(ANN)).rooms()).hasSize(1);
    }

    private Future<RoomList> list(Caller caller) {
        return lists.mine(caller, new Mine());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void annHas(int rooms) {
        IntStream.range(0, rooms).forEach(n -> log.force(room("room-" + n)));
    }

    private static Entry room(String id) {
        return Entry.created(new RoomId(id), ANN, new Entry.Details(id, Visibility.PUBLIC, List.of()));
    }
}
