// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.messages;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static dev.hubbub.access.store.AccessFixtures.roleChanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.FakeStore;
import dev.hubbub.contract.entries.EntryKind;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageServiceTest {
    private final FakeStore store = new FakeStore();
    private final RoomQueues queues = new RoomQueues(System::nanoTime);
    private final MessageService service = messages(10, store, queues, new MembershipCache());

    @BeforeEach
    void room() {
        store.appendUnchecked(publicRoom(BOB));
    }

    private void changeOnAnotherNode(EntryKind<MemberContent> kind, Caller by, Caller whom) {
        store.appendUnchecked(kind.entry(PUBLIC_ROOM, by, new MemberContent(whom.user())));
    }

    @Test
    void membershipIsLookedUpOnceForManyMessages() {
        Sent first = result(service.send(ANN, message(PUBLIC_ROOM, "one")));
        Sent second = result(service.send(ANN, message(PUBLIC_ROOM, "two")));
        assertThat(first.seq()).isEqualTo(2);
        assertThat(second.seq()).isEqualTo(3);
        assertThat(store.descriptions()).hasSize(1);
    }

    @Test
    void nonMembersAreRefusedAndLookedUpEachTime() {
        assertThat(failure(service.send(EVE, message(PUBLIC_ROOM, "one")))).isEqualTo(ACCESS_DENIED);
        changeOnAnotherNode(MembershipEntry.JOINED, EVE, EVE);
        assertThat(result(service.send(EVE, message(PUBLIC_ROOM, "two"))).seq()).isEqualTo(3);
    }

    @Test
    void missingRoomLooksLikeAClosedRoomExceptToTheServer() {
        assertThat(failure(service.send(EVE, message(MISSING_ROOM, "one")))).isEqualTo(ACCESS_DENIED);
        assertThat(failure(service.send(SERVER, message(MISSING_ROOM, "one")))).isEqualTo("NOT_FOUND: no such room");
    }

    @Test
    void serverSendsWithoutMembership() {
        assertThat(result(service.send(SERVER, message(PUBLIC_ROOM, "one"))).seq())
                .isEqualTo(2);
        assertThat(result(service.send(SERVER, message(PUBLIC_ROOM, "two"))).seq())
                .isEqualTo(3);
    }

    @Test
    void textIsMeasuredInBytes() {
        assertThat(result(service.send(ANN, message(PUBLIC_ROOM, "0123456789"))).seq())
                .isEqualTo(2);
        assertThat(result(service.send(ANN, message(PUBLIC_ROOM, "äöüäö"))).seq())
                .isEqualTo(3);
        assertThatThrownBy(() -> service.send(ANN, message(PUBLIC_ROOM, "äöüäöü")))
                .hasMessage("TOO_LARGE: text: 12 bytes (expected: at most 10)");
    }

    @Test
    void kickOnAnotherNodeOverridesTheCache() {
        result(service.send(BOB, message(PUBLIC_ROOM, "one")));
        changeOnAnotherNode(MembershipEntry.REMOVED, ANN, BOB);
        assertThat(failure(service.send(BOB, message(PUBLIC_ROOM, "two")))).isEqualTo(ACCESS_DENIED);
        assertThat(store.texts(PUBLIC_ROOM)).containsExactly("one");
    }

    @Test
    void roleChangedOnAnotherNodeOverridesTheCache() {
        result(service.send(BOB, message(PUBLIC_ROOM, "one")));
        store.appendUnchecked(roleChanged(PUBLIC_ROOM, BOB, new Role("referee")));
        for (int i = 0; i < 2; i++) {
            assertThat(failure(service.send(BOB, message(PUBLIC_ROOM, "two"))))
                    .isEqualTo("FORBIDDEN: only owners, moderators and members send messages");
        }
        store.appendUnchecked(roleChanged(PUBLIC_ROOM, BOB, Role.MODERATOR));
        assertThat(result(service.send(BOB, message(PUBLIC_ROOM, "three"))).seq())
                .isEqualTo(5);
        assertThat(store.texts(PUBLIC_ROOM)).containsExactly("one", "three");
    }

    @Test
    void otherMembersSendAfterAKickOnAnotherNode() {
        result(service.send(ANN, message(PUBLIC_ROOM, "one")));
        changeOnAnotherNode(MembershipEntry.REMOVED, ANN, BOB);
        assertThat(result(service.send(ANN, message(PUBLIC_ROOM, "two"))).seq()).isEqualTo(4);
    }

    @Test
    void sameClientIdGetsTheSameSeq() {
        Sent first = result(service.send(ANN, message(PUBLIC_ROOM, "one")));
        assertThat(result(service.send(ANN, message(PUBLIC_ROOM, "one")))).isEqualTo(first);
    }

    @Test
    void tooManyStaleAttemptsAreUnavailable() {
        for (int i = 0; i < RoomQueues.MAX_ATTEMPTS; i++) {
            store.beforeAppend(() -> {
                changeOnAnotherNode(MembershipEntry.JOINED, EVE, EVE);
                changeOnAnotherNode(MembershipEntry.LEFT, EVE, EVE);
            });
        }
        assertThat(failure(service.send(ANN, message(PUBLIC_ROOM, "one")))).startsWith("UNAVAILABLE");
        assertThat(queues.rooms()).isZero();
    }

    @Test
    void slowAuthorizationIsNotOvertaken() {
        result(service.send(BOB, message(PUBLIC_ROOM, "zero")));
        Promise<Void> slow = Promise.promise();
        store.delayDescription(slow.future());
        Future<Sent> first = service.send(ANN, message(PUBLIC_ROOM, "one"));
        Future<Sent> second = service.send(ANN, message(PUBLIC_ROOM, "two"));
        Future<Sent> others = service.send(BOB, message(PUBLIC_ROOM, "three"));
        assertThat(store.texts(PUBLIC_ROOM)).containsExactly("zero");
        slow.complete();
        result(Future.all(first, second, others));
        assertThat(store.texts(PUBLIC_ROOM)).containsExactly("zero", "one", "two", "three");
    }

    @Test
    void severalAppendsAreInFlight() {
        result(service.send(ANN, message(PUBLIC_ROOM, "zero")));
        Promise<Void> slow = Promise.promise();
        store.delayAppend(slow.future());
        Future<Sent> first = service.send(ANN, message(PUBLIC_ROOM, "one"));
        result(service.send(ANN, message(PUBLIC_ROOM, "two")));
        assertThat(first.isComplete()).isFalse();
        slow.complete();
        assertThat(result(first).seq()).isEqualTo(3);
    }

    @Test
    void staleMessagesKeepTheirOrder() {
        result(service.send(ANN, message(PUBLIC_ROOM, "zero")));
        result(service.send(BOB, message(PUBLIC_ROOM, "half")));
        changeOnAnotherNode(MembershipEntry.JOINED, EVE, EVE);
        Promise<Void> slow = Promise.promise();
        store.delayAppend(slow.future()); // the refusal of "one" arrives after that of "two"
        Future<Sent> first = service.send(ANN, message(PUBLIC_ROOM, "one"));
        Future<Sent> second = service.send(BOB, message(PUBLIC_ROOM, "two"));
        Future<Sent> third = service.send(ANN, message(PUBLIC_ROOM, "three"));
        Future<Sent> fourth = service.send(EVE, message(PUBLIC_ROOM, "four"));
        assertThat(store.texts(PUBLIC_ROOM)).containsExactly("zero", "half");
        slow.complete();
        result(Future.all(first, second, third, fourth));
        assertThat(store.texts(PUBLIC_ROOM)).containsExactly("zero", "half", "one", "two", "three", "four");
        assertThat(store.descriptions())
                .as("no lookup starts before all refusals arrive")
                .hasSize(5);
    }

    @Test
    void newerMembershipWaitsForOlderAppends() {
        result(service.send(ANN, message(PUBLIC_ROOM, "zero")));
        changeOnAnotherNode(MembershipEntry.JOINED, EVE, EVE);
        Promise<Void> slow = Promise.promise();
        store.delayAppend(slow.future());
        Future<Sent> first = service.send(ANN, message(PUBLIC_ROOM, "one")); // as of the old members: stale
        Future<Sent> second = service.send(EVE, message(PUBLIC_ROOM, "two")); // as of the new ones
        assertThat(store.texts(PUBLIC_ROOM)).containsExactly("zero");
        slow.complete();
        result(Future.all(first, second));
        assertThat(store.texts(PUBLIC_ROOM)).containsExactly("zero", "one", "two");
    }

    @Test
    void staleRequestGoesBeforeALaterAuthorizedRequest() {
        result(service.send(ANN, message(PUBLIC_ROOM, "zero")));
        changeOnAnotherNode(MembershipEntry.JOINED, EVE, EVE);
        Promise<Void> slowAppend = Promise.promise();
        Promise<Void> slowJudgement = Promise.promise();
        store.delayAppend(slowAppend.future());
        store.delayDescription(slowJudgement.future());
        Future<Sent> first = service.send(ANN, message(PUBLIC_ROOM, "one"));
        Future<Sent> second = service.send(EVE, message(PUBLIC_ROOM, "two"));
        slowAppend.complete();
        slowJudgement.complete();
        result(Future.all(first, second));
        assertThat(store.texts(PUBLIC_ROOM)).containsExactly("zero", "one", "two");
    }

    @Test
    void refusedRequestDoesNotBlockTheNext() {
        Future<Sent> refused = service.send(EVE, message(PUBLIC_ROOM, "one"));
        Future<Sent> stored = service.send(ANN, message(PUBLIC_ROOM, "two"));
        assertThat(failure(refused)).isEqualTo(ACCESS_DENIED);
        assertThat(result(stored).seq()).isEqualTo(2);
    }
}
