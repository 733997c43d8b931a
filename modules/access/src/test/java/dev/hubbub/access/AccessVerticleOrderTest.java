// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AccessVerticleOrderTest {
    private AccessHarness harness;

    @BeforeEach
    void room(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB));
    }

    private Future<Sent> send(Caller caller, String text) {
        return harness.bus.call(Messages.SEND, caller, message(PUBLIC_ROOM, text));
    }

    @Test
    void fiftyPipelinedMessagesKeepTheirOrder() {
        List<String> texts = IntStream.range(0, 50).mapToObj(n -> "m" + n).toList();
        List<Future<Sent>> sent = texts.stream().map(text -> send(ANN, text)).toList();
        result(Future.all(sent));
        assertThat(harness.store.texts(PUBLIC_ROOM)).isEqualTo(texts);
        assertThat(sent.stream().map(future -> future.result().seq()).toList()).isSorted();
    }

    @Test
    void slowAuthorizationKeepsTheSendOrder() {
        Promise<Void> slow = Promise.promise();
        harness.store.delayDescription(slow.future());
        Future<Sent> first = send(ANN, "first");
        Future<Sent> second = send(ANN, "second");
        Future<Sent> others = send(BOB, "third");
        slow.complete();
        result(Future.all(first, second, others));
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("first", "second", "third");
    }

    @Test
    void joinSendSubscribeAndHistoryMayBePipelined() {
        Future<Rooms.Joined> joined = harness.bus.call(Rooms.JOIN, EVE, new Rooms.Join(PUBLIC_ROOM));
        Future<Sent> sent = send(EVE, "hello");
        Future<Access.SubscriptionAllowed> followed =
                harness.bus.call(Access.SUBSCRIBE, EVE, new Access.Subscribe(PUBLIC_ROOM));
        Future<Messages.Page> page =
                harness.bus.call(Messages.HISTORY, EVE, new Messages.History(PUBLIC_ROOM, null, null, null));
        assertThat(result(joined).seq()).isEqualTo(2);
        assertThat(result(sent).seq()).isEqualTo(3);
        assertThat(result(followed).seq()).isEqualTo(3);
        assertThat(result(page).messages()).hasSize(3);
    }

    @Test
    void noMessageOfAKickedMemberIsStoredAfterAKickOnAnotherNode() {
        result(send(BOB, "before"));
        harness.store.beforeAppend(() -> harness.store.appendUnchecked(
                MembershipEntry.REMOVED.entry(PUBLIC_ROOM, ANN, new MemberContent(BOB.user()))));
        Future<Sent> first = send(BOB, "after");
        Future<Sent> second = send(BOB, "after that");
        assertThat(failure(first)).isEqualTo(ACCESS_DENIED);
        assertThat(failure(second)).isEqualTo(ACCESS_DENIED);
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("before");
    }

    @Test
    void staleMessagesAreStoredInOrderAfterAMembershipChange() {
        result(send(ANN, "zero"));
        harness.store.beforeAppend(() -> harness.store.appendUnchecked(
                MembershipEntry.JOINED.entry(PUBLIC_ROOM, EVE, new MemberContent(EVE.user()))));
        List<String> texts = IntStream.range(0, 20).mapToObj(n -> "m" + n).toList();
        result(Future.all(texts.stream().map(text -> send(ANN, text)).toList()));
        assertThat(harness.store.texts(PUBLIC_ROOM)).startsWith("zero").endsWith(texts.toArray(String[]::new));
    }
}
