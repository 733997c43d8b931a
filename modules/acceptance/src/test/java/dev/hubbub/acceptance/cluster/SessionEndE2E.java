// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.SharedNodes;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.entries.DetailsEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.invites.Invites;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomUpdates;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.Feed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions that end, and users whose access is taken back, on two nodes: who is out is out on both, by a clock. */
@ExtendWith({VertxExtension.class, SharedNodes.class})
final class SessionEndE2E {
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");
    private static final int GUESTS = FULL ? 500 : 60;
    private static final int SPEAKERS = 10;
    private static final int ENDS = 20;

    /** Everybody is out within 2 s of the end, and within 1 s of a removal; other builds may slow a machine down. */
    private static final Duration AFTER_END = Duration.ofSeconds(FULL ? 2 : 20);

    private static final Duration AFTER_REMOVAL = Duration.ofSeconds(FULL ? 1 : 20);

    private static final Logger LOG = LoggerFactory.getLogger(SessionEndE2E.class);

    @Test
    void whoIsOutIsOutOnBothNodes(Vertx vertx, TwoNodes hub) throws Exception {
        sessionEndsForAllAtOnce(vertx, hub);
        sessionThatBothNodesEndAtOnceEndsOnce(vertx, hub);
        userWhoseAccessIsTakenBackIsOutOnBothNodes(vertx, hub);
    }

    private static BridgeClient login(Vertx vertx, TwoNodes hub, int node, String user) {
        return Talk.login(
                vertx, hub.node(node).url(), TwoNodes.TOKENS.user(user).sign());
    }

    private static BridgeClient server(Vertx vertx, TwoNodes hub, int node) {
        return Talk.login(
                vertx,
                hub.node(node).url(),
                TwoNodes.TOKENS.user("session-app").server().sign());
    }

    /** Asks for what may be asked twice. */
    private static <Q extends Record, R extends Record> R ask(BridgeClient client, Rpc<Q, R> rpc, Q body) {
        return Talk.retried(rpc.address(), () -> client.call(rpc, body));
    }

    private static Feed follow(BridgeClient client, RoomId room) {
        return Talk.retried("position in " + room, () -> client.subscribe(room));
    }

    private static RoomId session(BridgeClient host) {
        return ask(host, Rooms.CREATE, new Rooms.Create("Interview", null, null, null).of(RoomKind.SESSION))
                .room();
    }

    private static Future<JsonObject> say(BridgeClient client, RoomId room, String id) {
        JsonObject body =
                new JsonObject().put("room", room.value()).put("clientId", id).put("text", id);
        return client.request(Messages.SEND.address(), body);
    }

    private static Future<JsonObject> end(BridgeClient client, RoomId room) {
        return client.request(RoomUpdates.END.address(), new JsonObject().put("room", room.value()));
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Guests come by one code, and some of them speak while it ends. */
    private static void sessionEndsForAllAtOnce(Vertx vertx, TwoNodes hub) throws Exception {
        BridgeClient host = login(vertx, hub, 0, "session-host");
        BridgeClient app = server(vertx, hub, 0);
        RoomId room = session(host);
        String code = ask(host, Invites.CREATE, new Invites.Create(room, GUESTS, null, null, null))
                .code();
        List<BridgeClient> guests = new ArrayList<>();
        List<Feed> feeds = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            BridgeClient guest = login(vertx, hub, i % 2, "session-guest-" + i);
            ask(guest, Invites.ACCEPT, new Invites.Accept(code));
            guests.add(guest);
            feeds.add(follow(guest, room));
        }
        List<Future<JsonObject>> said = new ArrayList<>();
        speak(guests, room, "before", said);
        long began = System.nanoTime();
        Future<JsonObject> ending = end(host, room);
        speak(guests, room, "after", said);
        settle(List.of(ending)); // a busy hub may refuse the host
        long ended = ask(app, RoomUpdates.END, new RoomUpdates.End(room)).seq();
        assertThat(numbers(List.of(ending))).allMatch(seq -> seq == ended);
        feeds.forEach(feed -> isOver(feed, ended));
        Duration took = since(began);
        LOG.warn("a session of {} on two nodes: all were out {} ms after the end", GUESTS, took.toMillis());
        assertThat(took).isLessThan(AFTER_END);

        settle(said);
        assertThat(numbers(said)).allMatch(seq -> seq < ended);
        for (BridgeClient guest : List.of(guests.get(0), guests.get(1), host)) {
            isOut(guest, room);
            assertThat(ask(guest, RoomLists.MINE, new RoomLists.Mine()).rooms()).isEmpty();
        }
        assertThat(feeds).as("the end came, and nothing later").allMatch(feed -> last(feed) == ended);
        Stream.concat(guests.stream(), Stream.of(host, app)).forEach(BridgeClient::close);
    }

    /** All are answered: those that failed by the end, or by a machine that is very busy. */
    private static void settle(List<Future<JsonObject>> answers) throws Exception {
        Future.join(answers).otherwiseEmpty().await(30, SECONDS);
        assertThat(answers).filteredOn(Future::failed).allMatch(each -> List.of("FORBIDDEN", "UNAVAILABLE", "TOO_MANY")
                .contains(((BridgeFailure) each.cause()).name()));
    }

    /** What the answers say that were no failures. */
    private static List<Long> numbers(List<Future<JsonObject>> answers) {
        return answers.stream()
                .filter(Future::succeeded)
                .map(each -> each.result().getLong("seq"))
                .toList();
    }

    private static void speak(List<BridgeClient> guests, RoomId room, String word, List<Future<JsonObject>> said) {
        for (int i = 0; i < SPEAKERS; i++) {
            said.add(say(guests.get(i), room, word + "-" + i));
        }
    }

    private static void isOver(Feed feed, long ended) {
        assertThatThrownBy(() -> feed.awaitSeq(ended + 1)).hasMessageContaining("FORBIDDEN: no longer a member");
    }

    private static long last(Feed feed) {
        List<Entry> entries = feed.entries();
        return entries.get(entries.size() - 1).seq();
    }

    private static void isOut(BridgeClient user, RoomId room) {
        isForbidden(() -> Talk.say(user, room, "still-here"));
        isForbidden(() -> user.subscribe(room));
        isForbidden(() -> user.call(Messages.HISTORY, new Messages.History(room, null, null, null)));
    }

    private static void isForbidden(Supplier<?> request) {
        assertThatThrownBy(() -> Talk.retried("refusal", request)).hasMessageContaining("FORBIDDEN");
    }

    private static void sessionThatBothNodesEndAtOnceEndsOnce(Vertx vertx, TwoNodes hub) throws Exception {
        List<BridgeClient> hosts = List.of(login(vertx, hub, 0, "session-host"), login(vertx, hub, 1, "session-host"));
        List<BridgeClient> servers = List.of(server(vertx, hub, 0), server(vertx, hub, 1));
        for (int n = 0; n < ENDS; n++) {
            RoomId room = session(hosts.get(0));
            List<BridgeClient> both = n % 2 == 0 ? hosts : servers;
            List<Future<JsonObject>> ends =
                    both.stream().map(client -> end(client, room)).toList();
            settle(ends);
            long ended = ask(servers.get(0), RoomUpdates.END, new RoomUpdates.End(room))
                    .seq();
            List<Entry> log = Talk.retried("log of " + room, () -> Talk.history(servers.get(0), room));
            assertThat(log).filteredOn(DetailsEntry.ENDED::is).hasSize(1);
            assertThat(log.get(log.size() - 1)).matches(DetailsEntry.ENDED::is);
            assertThat(numbers(ends)).allMatch(seq -> seq == ended);
            assertThat(log).hasSize((int) ended);
        }
        hosts.forEach(BridgeClient::close);
        servers.forEach(BridgeClient::close);
    }

    /** The host app takes back the access of a user who follows the room on both nodes. */
    private static void userWhoseAccessIsTakenBackIsOutOnBothNodes(Vertx vertx, TwoNodes hub) {
        BridgeClient app = server(vertx, hub, 0);
        BridgeClient host = login(vertx, hub, 0, "tea-host");
        UserId guest = new UserId("tea-guest");
        List<BridgeClient> sockets = List.of(login(vertx, hub, 0, guest.value()), login(vertx, hub, 1, guest.value()));
        RoomId room = ask(host, Rooms.CREATE, new Rooms.Create("Tea", List.of(guest), null, null))
                .room();
        List<Feed> feeds = sockets.stream().map(socket -> follow(socket, room)).toList();
        sockets.forEach(socket -> ask(socket, Signals.SIGNAL, new Signals.Signal(room, "cursor", 1)));
        long began = System.nanoTime();
        long removed = ask(app, Rooms.KICK, new Rooms.Kick(room, guest)).seq();
        feeds.forEach(feed -> isOver(feed, removed));
        sockets.forEach(socket -> isOut(socket, room));
        await().pollInterval(Duration.ofMillis(20)).atMost(AFTER_REMOVAL).until(() -> sockets.stream()
                .allMatch(socket -> isSignalRefused(socket, room)));
        Duration took = since(began);
        LOG.warn("a removal: the user was out of both nodes after {} ms, signals included", took.toMillis());
        assertThat(took).isLessThan(AFTER_REMOVAL);
        assertThat(feeds).as("the removal came, and nothing later").allMatch(feed -> last(feed) == removed);
        Stream.concat(sockets.stream(), Stream.of(app, host)).forEach(BridgeClient::close);
    }

    private static boolean isSignalRefused(BridgeClient client, RoomId room) {
        try {
            client.call(Signals.SIGNAL, new Signals.Signal(room, "cursor", 2));
            return false;
        } catch (BridgeFailure e) {
            return e.getMessage().contains("FORBIDDEN");
        }
    }
}
