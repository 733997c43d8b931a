// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig.Adding;
import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.messages.MessageService;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.quota.AddingLimit;
import dev.hubbub.access.quota.NewMembers;
import dev.hubbub.access.quota.RoomsPerUserQuota;
import dev.hubbub.access.store.AccessFixtures;
import dev.hubbub.access.store.FakeStore;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Rooms.Add;
import dev.hubbub.contract.rooms.Rooms.Join;
import dev.hubbub.contract.rooms.Rooms.Joined;
import dev.hubbub.contract.rooms.Rooms.Kick;
import dev.hubbub.contract.rooms.Rooms.Kicked;
import dev.hubbub.contract.rooms.Rooms.Leave;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipServiceTest {
    private final FakeStore store = new FakeStore();
    private final RoomQueues queues = new RoomQueues(System::nanoTime);
    private final MembershipCache cache = new MembershipCache();
    private final MembershipService service = new MembershipService(
            new MembershipRules(RoomPolicies.STANDARD, 3),
            new NewMembers(
                    new RoomsPerUserQuota(2, store),
                    new AddingLimit(Adding.UNLIMITED, store, RoomPolicies.STANDARD, take -> null)),
            store,
            queues,
            cache);
    private final MessageService messages = AccessFixtures.messages(100, store, queues, cache);

    @BeforeEach
    void room() {
        store.appendUnchecked(publicRoom(BOB));
    }

    @Test
    void joiningTwiceIsHarmless() {
        Joined first = result(service.join(EVE, new Join(PUBLIC_ROOM)));
        result(messages.send(EVE, message(PUBLIC_ROOM, "hello")));
        assertThat(result(service.join(EVE, new Join(PUBLIC_ROOM)))).isEqualTo(first);
        assertThat(first.seq()).isEqualTo(2);
    }

    @Test
    void staleJoinIsRetried() {
        store.beforeAppend(() ->
                store.appendUnchecked(MembershipEntry.LEFT.entry(PUBLIC_ROOM, BOB, new MemberContent(BOB.user()))));
        assertThat(result(service.join(EVE, new Join(PUBLIC_ROOM))).seq()).isEqualTo(3);
    }

    @Test
    void retriedJoinChecksTheMemberLimitAgain() {
        store.beforeAppend(() -> store.appendUnchecked(MembershipEntry.JOINED.entry(
                PUBLIC_ROOM, ANN, new MemberContent(Caller.of("zoe").user()))));
        assertThat(failure(service.join(EVE, new Join(PUBLIC_ROOM)))).isEqualTo("FORBIDDEN: room is full");
    }

    @Test
    void userWithAFullQuotaCannotJoin() {
        store.appendUnchecked(created("one", EVE));
        store.appendUnchecked(created("two", EVE));
        assertThat(failure(service.join(EVE, new Join(PUBLIC_ROOM))))
                .isEqualTo("FORBIDDEN: you are in as many rooms as allowed");
        assertThat(result(service.join(EVE, new Join(new RoomId("one")))).seq())
                .as("already a member")
                .isEqualTo(1);

        result(service.leave(EVE, new Leave(new RoomId("two"))));
        assertThat(result(service.join(EVE, new Join(PUBLIC_ROOM))).seq()).isEqualTo(2);
    }

    @Test
    void otherUsersFillHalfOfTheQuotaAndTheServerAllOfIt() {
        store.appendUnchecked(created("one", EVE));
        assertThat(failure(service.add(ANN, new Add(PUBLIC_ROOM, EVE.user()))))
                .isEqualTo("FORBIDDEN: " + EVE.user() + " cannot be put into more rooms");
        store.appendUnchecked(created("two", EVE));
        assertThat(result(service.add(SERVER, new Add(PUBLIC_ROOM, EVE.user()))).seq())
                .isEqualTo(2);
    }

    @Test
    void joinIsAllowedWhenTheQuotaCannotBeChecked() {
        store.appendUnchecked(created("one", EVE));
        store.appendUnchecked(created("two", EVE));
        store.failRoomsOf();
        assertThat(result(service.join(EVE, new Join(PUBLIC_ROOM))).seq()).isEqualTo(2);
    }

    private static Entry created(String room, Caller owner) {
        return CreatedEntry.KIND.entry(
                new RoomId(room),
                owner,
                CreatedEntry.Content.of(
                        owner.user(),
                        new RoomDetails(room, Visibility.PUBLIC, null),
                        new CreatedEntry.FirstMembers(List.of())));
    }

    @Test
    void messagesAfterAJoinUseItsResult() {
        Promise<Void> slow = Promise.promise();
        store.delayDescription(slow.future());
        Future<Joined> joined = service.join(EVE, new Join(PUBLIC_ROOM));
        Future<Sent> sent = messages.send(EVE, message(PUBLIC_ROOM, "hello"));
        slow.complete();
        assertThat(result(joined).seq()).isEqualTo(2);
        assertThat(result(sent).seq()).isEqualTo(3);
        assertThat(store.descriptions()).as("the join cached the membership").hasSize(1);
    }

    @Test
    void messagesBeforeAKickAreStoredBeforeIt() {
        result(messages.send(BOB, message(PUBLIC_ROOM, "zero")));
        store.appendUnchecked(
                MembershipEntry.JOINED.entry(PUBLIC_ROOM, EVE, new MemberContent(EVE.user()))); // makes "one" stale
        Promise<Void> slow = Promise.promise();
        store.delayAppend(slow.future());
        Future<Sent> before = messages.send(BOB, message(PUBLIC_ROOM, "one"));
        Future<Kicked> kicked = service.kick(ANN, new Kick(PUBLIC_ROOM, BOB.user()));
        Future<Sent> after = messages.send(BOB, message(PUBLIC_ROOM, "two"));
        slow.complete();
        assertThat(result(before).seq()).isEqualTo(4);
        assertThat(result(kicked).seq()).isEqualTo(5);
        assertThat(failure(after)).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void roomWithoutAnOwnerRemainsUsable() {
        result(service.kick(SERVER, new Kick(PUBLIC_ROOM, ANN.user())));
        assertThat(result(messages.send(BOB, message(PUBLIC_ROOM, "hello"))).seq())
                .isEqualTo(3);
        assertThat(result(service.join(ANN, new Join(PUBLIC_ROOM))).role()).hasToString("member");
    }
}
