// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.store.FakeStore;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchedRoomLookupTest {
    private final FakeStore store = new FakeStore();
    private final BatchedRoomLookup lookup = new BatchedRoomLookup(store);
    private final Promise<Void> first = Promise.promise();

    @BeforeEach
    void room() {
        store.appendUnchecked(publicRoom(BOB));
    }

    @Test
    void thousandUsersAtOnceCostElevenLookups() {
        store.delayDescription(first.future());
        List<Future<MessageLog.Room>> asked = IntStream.range(0, 1_000)
                .mapToObj(n -> lookup.lookUp(PUBLIC_ROOM, new UserId("user" + n)))
                .toList();
        assertThat(store.descriptions()).hasSize(1);
        assertThat(lookup.waiting()).isEqualTo(999);
        first.complete();
        result(Future.all(asked));
        assertThat(lookup.waiting()).isZero();
        assertThat(store.descriptions()).hasSize(11);
        assertThat(store.descriptions().subList(1, 10))
                .allMatch(each -> each.users().size() == BatchedRoomLookup.MAX_BATCH);
    }

    @Test
    void eachUserGetsItsOwnMembership() {
        store.delayDescription(first.future());
        Future<MessageLog.Room> ann = lookup.lookUp(PUBLIC_ROOM, ANN.user());
        Future<MessageLog.Room> bob = lookup.lookUp(PUBLIC_ROOM, BOB.user());
        Future<MessageLog.Room> bobAgain = lookup.lookUp(PUBLIC_ROOM, BOB.user());
        Future<MessageLog.Room> eve = lookup.lookUp(PUBLIC_ROOM, EVE.user());
        first.complete();
        assertThat(RoomLookup.findMember(result(ann), ANN.user())).isPresent();
        assertThat(RoomLookup.findMember(result(bob), BOB.user())).isPresent();
        assertThat(RoomLookup.findMember(result(bobAgain), BOB.user())).isPresent();
        assertThat(RoomLookup.findMember(result(eve), EVE.user())).isEmpty();
        assertThat(store.descriptions().get(1).users()).containsExactly(BOB.user(), EVE.user());
    }

    @Test
    void userWhoArrivesDuringALookupGetsALaterOne() {
        store.delayDescription(first.future());
        Future<MessageLog.Room> early = lookup.lookUp(PUBLIC_ROOM, ANN.user());
        store.appendUnchecked(MembershipEntry.JOINED.entry(PUBLIC_ROOM, EVE, new MemberContent(EVE.user())));
        Future<MessageLog.Room> late = lookup.lookUp(PUBLIC_ROOM, EVE.user());
        first.complete();
        assertThat(result(early).head()).isEqualTo(1);
        assertThat(result(late).head()).isEqualTo(2);
        assertThat(RoomLookup.findMember(result(late), EVE.user())).isPresent();
    }

    @Test
    void roomsDoNotWaitForEachOtherAndFailuresAreShared() {
        store.delayDescription(first.future());
        Future<MessageLog.Room> slow = lookup.lookUp(PUBLIC_ROOM, ANN.user());
        assertThat(failure(lookup.lookUp(MISSING_ROOM, ANN.user()))).startsWith("NOT_FOUND");
        assertThat(failure(lookup.lookUp(MISSING_ROOM, BOB.user()))).startsWith("NOT_FOUND");
        first.complete();
        result(slow);
        result(lookup.lookUp(PUBLIC_ROOM, Caller.of("dan").user()));
        assertThat(store.descriptions()).as("nothing is kept").hasSize(4);
    }
}
