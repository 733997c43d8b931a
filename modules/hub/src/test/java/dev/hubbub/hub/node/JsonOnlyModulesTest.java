// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.limits.LimitsVerticle;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.presence.PresenceVerticle;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each module on a bus of its own, which nothing but JSON text reaches: so a process in any language may call and replace
 * it. Nodes of a cluster that have one role each: {@code ClusterE2E}.
 */
final class JsonOnlyModulesTest {
    private final Vertx hub = Vertx.vertx();
    private final Vertx elsewhere = Vertx.vertx();

    @TempDir
    private Path dir;

    @AfterEach
    void close() throws Exception {
        Future.all(hub.close(), elsewhere.close()).await(10, SECONDS);
    }

    /** A module, and the requests that it serves. */
    enum Module {
        PERSISTENCE("svc\\.(persistence|records)\\..*"),
        ACCESS("(api\\.(rooms|messages|users)|svc\\.access)\\..*"),
        PRESENCE("(api|svc)\\.presence\\..*"),
        LIMITS("svc\\.limits\\..*");

        private final Pattern served;

        Module(String served) {
            this.served = Pattern.compile(served);
        }

        boolean serves(Rpc<?, ?> rpc) {
            return served.matcher(rpc.address()).matches();
        }

        Deployable verticle(HubConfig config) {
            return switch (this) {
                case PERSISTENCE -> new PersistenceVerticle(config.persistence());
                case ACCESS -> new AccessVerticle(config.access());
                case PRESENCE -> new PresenceVerticle(config.presence());
                case LIMITS -> new LimitsVerticle(config.presence().leaseMillis());
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void conversationGoesOnWhenAModuleSeesNothingButJson(Module away) throws Exception {
        DataDir data = new DataDir(dir).create().createKey();
        Map<String, String> options = Map.of("http.port", "0", "admin.port", "0");
        HubConfig config = ConfigLoader.load(new ConfigSources(null, Map.of(), options, data.keyFile()))
                .config();
        JsonBridge bridge = JsonBridge.between(hub, elsewhere, away::serves);
        bridge.ready().await(10, SECONDS);
        for (Module module : Module.values()) {
            (module == away ? elsewhere : hub)
                    .deployVerticle(module.verticle(config))
                    .await(10, SECONDS);
        }
        String gateway =
                hub.deployVerticle(new GatewayVerticle(config.gateway())).await(10, SECONDS);
        Tokens tokens = Tokens.hs256(Files.readString(data.keyFile()).strip());
        try (BridgeClient ann = login(tokens, "ann");
                BridgeClient bob = login(tokens, "bob")) {
            converse(ann, bob);
        }
        assertThat(bridge.answered()).isPositive();
        hub.undeploy(gateway).await(10, SECONDS);
    }

    private BridgeClient login(Tokens tokens, String user) {
        BridgeClient client =
                BridgeClient.connect(hub, ClientOptions.raw("http://127.0.0.1:" + GatewayVerticle.port(hub)));
        client.login(tokens.user(user).sign());
        return client;
    }

    private static void converse(BridgeClient ann, BridgeClient bob) {
        RoomId room = ann.call(Rooms.CREATE, new Rooms.Create("Garden", List.of(new UserId("bob")), null, null))
                .room();
        Feed atBob = bob.subscribe(room);
        long seq = ann.call(Messages.SEND, new Messages.Send(room, new ClientId("c"), "hello"))
                .seq();
        assertThat(MessageEntry.text(atBob.awaitSeq(seq))).isEqualTo("hello");
        assertThat(bob.call(Messages.HISTORY, new Messages.History(room, null, null, null))
                        .messages())
                .last()
                .satisfies(entry -> assertThat(entry.seq()).isEqualTo(seq));
        ann.call(Presence.TYPING, new Presence.Typing(room, true));
        assertThat(atBob.next("typing").getString("user")).isEqualTo("ann");
        await().atMost(10, SECONDS).until(() -> bob.call(Presence.LIST, new Presence.InRoomQuery(room)).users().stream()
                .allMatch(Presence.State::online));
        ann.call(Rooms.KICK, new Rooms.Kick(room, new UserId("bob")));
        assertThatThrownBy(() -> bob.call(Messages.SEND, new Messages.Send(room, new ClientId("d"), "late")))
                .hasMessageContaining("FORBIDDEN");
    }
}
