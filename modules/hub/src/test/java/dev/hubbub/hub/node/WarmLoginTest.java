// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.limits.LimitsVerticle;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.presence.PresenceConfig;
import dev.hubbub.presence.PresenceVerticle;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a member who comes back asks of the store: log in, join, follow from where it was. */
@ExtendWith(VertxExtension.class)
final class WarmLoginTest {
    private static final String KEY = "a key of thirty-two bytes or more";
    /** As a request shows itself that stays on its node. */
    private static final Pattern STORE =
            Pattern.compile("^Request\\[address=(svc\\.(?:persistence|records)\\.[a-z]+),");

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Tokens tokens = Tokens.hs256(KEY);
    private Vertx vertx;

    @BeforeEach
    void start(Vertx started) throws Exception {
        vertx = started;
        JsonObject gateway = new JsonObject()
                .put("http", new JsonObject().put("port", 0))
                .put("auth", new JsonObject().put("hs256", KEY));
        PresenceConfig patient = new PresenceConfig(5_000, 60_000, 5_000); // ann is not offline between the sockets
        List<Deployable> modules = List.of(
                new PersistenceVerticle(PersistenceConfig.inMemory()),
                new AccessVerticle(AccessConfig.defaults()),
                new PresenceVerticle(patient),
                new LimitsVerticle(patient.leaseMillis()),
                new GatewayVerticle(Json.read(gateway, GatewayConfig.class)));
        for (Deployable module : modules) {
            vertx.deployVerticle(module).await(20, SECONDS);
        }
        vertx.eventBus().addOutboundInterceptor(delivery -> {
            Matcher store = STORE.matcher(String.valueOf(delivery.message().body()));
            if (store.find()) {
                asked.add(store.group(1));
            }
            delivery.next();
        });
    }

    private BridgeClient login(String user) {
        BridgeClient client =
                BridgeClient.connect(vertx, ClientOptions.raw("http://127.0.0.1:" + GatewayVerticle.port(vertx)));
        client.login(tokens.user(user).sign());
        return client;
    }

    private void awaitOnline(BridgeClient asker, RoomId room) {
        Presence.InRoomQuery query = new Presence.InRoomQuery(room);
        await().atMost(10, SECONDS)
                .until(() -> asker.call(Presence.LIST, query).users().stream().allMatch(Presence.State::online));
    }

    @Test
    void memberWhoComesBackCostsTwoQuestionsToTheStore() {
        RoomId room;
        long last;
        try (BridgeClient ann = login("ann")) {
            room = ann.call(Rooms.CREATE, new Rooms.Create("Garden", List.of(), Visibility.PUBLIC, null))
                    .room();
            last = ann.call(Messages.SEND, new Messages.Send(room, new ClientId("c"), "hello"))
                    .seq();
            awaitOnline(ann, room); // and its rooms are told
        }
        asked.clear();
        try (BridgeClient ann = login("ann")) {
            ann.call(Rooms.JOIN, new Rooms.Join(room));
            ann.subscribe(room, last);
            assertThat(asked)
                    .as("the membership for the join, and the head for the subscription")
                    .containsExactly(MessageLog.DESCRIBE.address(), MessageLog.DESCRIBE.address());
        }
    }
}
