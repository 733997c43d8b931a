// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.CLOSED;
import static dev.hubbub.access.Cast.EVE;
import static dev.hubbub.access.Cast.LOBBY;
import static dev.hubbub.access.Cast.done;
import static dev.hubbub.access.Cast.failure;
import static dev.hubbub.access.Cast.lobby;
import static dev.hubbub.access.Cast.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.Entry.Kind;
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
class AccessOrderTest {
    private AccessHub hub;

    @BeforeEach
    void room(Vertx vertx) {
        hub = new AccessHub(vertx, AccessConfig.defaults());
        hub.log.force(lobby(BOB));
    }

    private Future<Sent> send(Caller caller, String text) {
        return hub.bus.call(Messages.SEND, caller, say(LOBBY, text));
    }

    @Test
    void fiftyPipelinedMessagesKeepTheirOrder() {
        List<String> texts = IntStream.range(0, 50).mapToObj(n -> "m" + n).toList();
        List<Future<Sent>> sent = texts.stream().map(text -> send(ANN, text)).toList();
        done(Future.all(sent));
        assertThat(hub.log.texts(LOBBY)).isEqualTo(texts);
        assertThat(sent.stream().map(future -> future.result().seq()).toList()).isSorted();
    }

    @Test
    void twoMessagesBackToBackAreStoredInSendOrderThoughTheFirstIsJudgedSlowly() {
        Promise<Void> slow = Promise.promise();
        hub.log.delayDescription(slow.future());
        Future<Sent> first = send(ANN, "first");
        Future<Sent> second = send(ANN, "second");
        Future<Sent> others = send(BOB, "third");
        slow.complete();
        done(Future.all(first, second, others));
        assertThat(hub.log.texts(LOBBY)).containsExactly("first", "second", "third");
    }

    @Test
    void joiningSpeakingReadingAndFollowingMayBePipelined() {
        Future<Rooms.Joined> joined = hub.bus.call(Rooms.JOIN, EVE, new Rooms.Join(LOBBY));
        Future<Sent> sent = send(EVE, "hello");
        Future<Access.SubscriptionAllowed> followed = hub.bus.call(Access.SUBSCRIBE, EVE, new Access.Subscribe(LOBBY));
        Future<Messages.Page> page = hub.bus.call(Messages.HISTORY, EVE, new Messages.History(LOBBY, null, null, null));
        assertThat(done(joined).seq()).isEqualTo(2);
        assertThat(done(sent).seq()).isEqualTo(3);
        assertThat(done(followed).seq()).isEqualTo(3);
        assertThat(done(page).messages()).hasSize(3);
    }

    @Test
    void nothingOfAKickedMemberIsStoredAfterTheKickWhoeverCarriedItOut() {
        done(send(BOB, "before"));
        hub.log.beforeAppend(() -> hub.log.force(Entry.membership(Kind.REMOVED, LOBBY, ANN, BOB.user())));
        Future<Sent> first = send(BOB, "after");
        Future<Sent> second = send(BOB, "after that");
        assertThat(failure(first)).isEqualTo(CLOSED);
        assertThat(failure(second)).isEqualTo(CLOSED);
        assertThat(hub.log.texts(LOBBY)).containsExactly("before");
    }

    @Test
    void messagesOutrunByAMembershipChangeAreStoredAllTheSameInOrder() {
        done(send(ANN, "zero"));
        hub.log.beforeAppend(() -> hub.log.force(Entry.membership(Kind.JOINED, LOBBY, EVE, EVE.user())));
        List<String> texts = IntStream.range(0, 20).mapToObj(n -> "m" + n).toList();
        done(Future.all(texts.stream().map(text -> send(ANN, text)).toList()));
        assertThat(hub.log.texts(LOBBY)).startsWith("zero").endsWith(texts.toArray(String[]::new));
    }
}
