// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.PublishedEntry;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig.Feeds;
import dev.hubbub.testkit.Feed;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batches of entries as another node, or a writer in another language, publishes them. */
@ExtendWith(VertxExtension.class)
final class StoredEntriesTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");

    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Feeds.DEFAULTS);
        gateway.hub.unreadable = true; // what arrives comes from the bus
    }

    private static JsonObject voted(RoomId room, long seq) {
        return published(new Entry(
                "voted", room, seq, new UserId("ann"), null, Instant.EPOCH, null, Map.of("emoji", "x" + seq)));
    }

    private static JsonObject published(Entry entry) {
        return Json.write(PublishedEntry.of(entry));
    }

    private void publish(Object... elements) {
        JsonObject batch = new JsonObject().put("entries", new JsonArray(List.of(elements)));
        gateway.vertx.eventBus().publish(MessageLog.STORED.address(), new JsonObject(batch.encode()));
    }

    private double count(String name) {
        return gateway.meters.get("hub.gateway." + name).functionCounter().count();
    }

    @Test
    void batchReachesFollowersInOrderThoughTheKindIsUnknown() {
        Feed feed = gateway.login("bob").subscribe(TEA);
        publish(voted(TEA, 1), voted(JAM, 1), voted(TEA, 2));
        publish(voted(TEA, 3), voted(TEA, 4));
        feed.awaitSeq(4);
        assertThat(feed.bodies().stream().map(JsonObject.class::cast).filter(body -> body.getLong("seq") > 0))
                .extracting(body -> body.getString("emoji"))
                .containsExactly("x1", "x2", "x3", "x4");
    }

    @Test
    void malformedElementsAreDroppedAndTheOthersArrive() {
        Feed feed = gateway.login("bob").subscribe(TEA);
        publish(
                voted(TEA, 1),
                5,
                new JsonObject().put("room", "tea"),
                voted(TEA, 2).put("entry", "{"),
                voted(TEA, 2).put("entry", voted(JAM, 2).getString("entry")),
                voted(TEA, 2));
        gateway.vertx.eventBus().publish(MessageLog.STORED.address(), new JsonObject());
        gateway.vertx.eventBus().publish(MessageLog.STORED.address(), "nonsense");
        publish(voted(TEA, 3));
        feed.awaitSeq(3);
    }

    @Test
    void whatIsNotFollowedHereIsNotDecoded() {
        gateway.login("bob").subscribe(TEA);
        Entry joined = MembershipEntry.JOINED
                .entry(JAM, Caller.of("cyn"), new MemberContent(new UserId("cyn")))
                .stored(2, Instant.EPOCH);
        publish(voted(JAM, 1), published(joined), voted(JAM, 3));
        publish(voted(JAM, 4));
        await().until(() -> count("received.entries") == 4);
        assertThat(count("received.batches")).isEqualTo(2);
        assertThat(count("followed.entries")).isZero();
        publish(voted(TEA, 1), voted(JAM, 5));
        await().until(() -> count("followed.entries") == 1);
    }
}
