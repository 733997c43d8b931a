// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig.Feeds;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries as another version of the hub may append them: live, replayed, and in a resume of many rooms. */
@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(VertxExtension.class)
final class UnknownEntryTest {
    private static final RoomId TEA = new RoomId("tea");

    @Parameter
    Transport transport;

    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Feeds.DEFAULTS).over(transport);
    }

    private void append(Map<String, Object> fields) {
        gateway.hub.append(new Entry("voted", TEA, 0, new UserId("ann"), null, null, null, fields));
    }

    private static Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("to", 3);
        fields.put("weight", 0.5);
        fields.put("nothing", null);
        fields.put(
                "emoji",
                new JsonObject()
                        .put("code", "x")
                        .put("tones", new JsonArray().add(1))
                        .getMap());
        return fields;
    }

    private static void assertUnchanged(Feed feed, long seq) {
        feed.awaitSeq(seq);
        JsonObject body = feed.bodies().stream()
                .map(JsonObject.class::cast)
                .filter(json -> json.getString("event").equals("voted") && json.getLong("seq") == seq)
                .findFirst()
                .orElseThrow();
        assertThat(body)
                .isEqualTo(new JsonObject()
                        .put("event", "voted")
                        .put("room", "tea")
                        .put("seq", seq)
                        .put("sender", "ann")
                        .put("at", "1970-01-01T00:00:00.000Z")
                        .mergeIn(new JsonObject(fields())));
    }

    @Test
    void unknownKindsReachClientsUnchangedLiveAndLater() {
        BridgeClient bob = gateway.login("bob");
        Feed live = bob.subscribe(TEA);
        append(fields());
        append(fields());
        assertUnchanged(live, 1);
        assertUnchanged(live, 2);

        assertUnchanged(gateway.login("cyn").subscribe(TEA, 0), 2);
    }

    @Test
    void resumeCountsThem() {
        append(fields());
        append(fields());
        BridgeClient bob = gateway.login("bob");
        Session.Resumed resumed = bob.call(Session.RESUME, new Session.Resume(List.of(new Session.Since(TEA, 1L))));
        assertThat(resumed.rooms()).extracting(Session.Outcome::seq).containsExactly(1L);
    }

    @Test
    void memberWhomAnUnknownKindRemovesSeesItAndNothingAfterIt() {
        BridgeClient bob = gateway.login("bob");
        Feed feed = bob.subscribe(TEA);
        append(Map.of("members", List.of(Map.of("user", "bob"))));
        assertThat(feed.awaitSeq(1).event()).isEqualTo("voted");
        append(fields());
        assertThatThrownBy(() -> feed.awaitSeq(2)).hasMessageContaining("FORBIDDEN");
    }
}
