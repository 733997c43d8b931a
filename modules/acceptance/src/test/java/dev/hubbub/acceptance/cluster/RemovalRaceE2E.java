// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.acceptance.fixture.SharedNodes;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.node.Node;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who was removed at seq n gets nothing numbered later, and says nothing numbered later, on any node and transport. */
@ExtendWith({VertxExtension.class, SharedNodes.class})
final class RemovalRaceE2E {
    private static final int RACES = Boolean.getBoolean("hubbub.full") ? 500 : 15;
    private static final UserId BOB = new UserId("racing-bob");

    @Test
    void removedAtSeqNNeverSeesTheNext(Vertx vertx, TwoNodes hub) throws Exception {
        BridgeClient ann = Talk.login(
                vertx, hub.node(0).url(), TwoNodes.TOKENS.user("racing-ann").sign());
        List<BridgeClient> bobs = List.of(
                bob(vertx, Transport.RAW, hub.node(0)),
                bob(vertx, Transport.RAW, hub.node(1)),
                bob(vertx, Transport.FRAMED, hub.node(1)),
                bob(vertx, Transport.XHR, hub.node(0)));
        for (int race = 0; race < RACES; race++) {
            race(ann, bobs, race);
        }
    }

    private static BridgeClient bob(Vertx vertx, Transport transport, Node node) {
        return Talk.login(
                vertx, transport, node.url(), TwoNodes.TOKENS.user(BOB.value()).sign());
    }

    private void race(BridgeClient ann, List<BridgeClient> bobs, int race) throws Exception {
        RoomId room = ann.call(Rooms.CREATE, new Rooms.Create("Race", List.of(BOB), null, null))
                .room();
        Feed own = ann.subscribe(room);
        List<Feed> feeds = bobs.stream().map(bob -> bob.subscribe(room)).toList();
        List<Future<JsonObject>> under = new ArrayList<>();
        int before = race % 7;
        for (int i = 0; i < 12; i++) {
            under.add(send(ann, room, "a" + i));
            under.add(send(bobs.get(i % bobs.size()), room, "b" + i));
            if (i == before) {
                under.add(ann.request(
                        "api.rooms.kick",
                        new JsonObject().put("room", room.value()).put("user", BOB.value())));
                under.add(bobs.get(race % bobs.size())
                        .request("api.messages.history", new JsonObject().put("room", room.value())));
            }
        }
        Future.join(under).otherwiseEmpty().await(20, SECONDS);
        long last = Talk.say(ann, room, "last").seq();
        own.awaitSeq(last);
        long removedAt = own.entries().stream()
                .filter(entry -> MembershipEntry.REMOVED.is(entry))
                .findFirst()
                .orElseThrow()
                .seq();
        assertThat(own.entries())
                .filteredOn(entry -> entry.seq() > removedAt && entry.sender().equals(BOB))
                .isEmpty();
        for (int i = 0; i < feeds.size(); i++) {
            ended(feeds.get(i), removedAt, last);
            refused(bobs.get(i), room);
        }
        pagesEndAt(removedAt, under);
        ann.unsubscribe(own);
    }

    private static Future<JsonObject> send(BridgeClient client, RoomId room, String id) {
        JsonObject body =
                new JsonObject().put("room", room.value()).put("clientId", id).put("text", id);
        return client.request(Messages.SEND.address(), body);
    }

    /** Waiting for the last entry ends in the refusal that ended the feed. */
    private static void ended(Feed feed, long removedAt, long last) {
        assertThatThrownBy(() -> feed.awaitSeq(last)).hasMessageContaining("FORBIDDEN: no longer a member");
        assertThat(feed.entries()).allMatch(entry -> entry.seq() <= removedAt);
        assertThat(feed.entries()).extracting(Entry::seq).contains(removedAt);
    }

    private static void refused(BridgeClient bob, RoomId room) {
        assertThatThrownBy(() -> bob.subscribe(room)).hasMessageContaining("FORBIDDEN");
    }

    private static void pagesEndAt(long removedAt, List<Future<JsonObject>> answers) {
        answers.stream()
                .filter(Future::succeeded)
                .map(Future::result)
                .filter(answer -> answer.containsKey("messages"))
                .flatMap(page -> page.getJsonArray("messages").stream())
                .forEach(
                        entry -> assertThat(((JsonObject) entry).getLong("seq")).isLessThanOrEqualTo(removedAt));
    }
}
