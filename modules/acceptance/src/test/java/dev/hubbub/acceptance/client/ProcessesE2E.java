// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.TcpBridgeClient;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.PythonProcess;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes at the TCP bridge of a hub as it is shipped. */
@ExtendWith(VertxExtension.class)
final class ProcessesE2E {
    private static final String SECRET = "w7Rr0vTzJk2mWx5YbN8cLd3fGh6pSa9u";
    private static final String KEY = "q1Zx81mPq0Lw7VtB3nC5sK9dFhJ4gM6e";
    private static final String KEYS = "[{\"name\":\"guard\",\"key\":\"env:GUARD_KEY\",\"scopes\":"
            + "[\"rooms.create\",\"messages.*\",\"call:hook.*\",\"serve:hook.*\"]}]";

    @TempDir
    private static Path data;

    private static int port;
    private static HubProcess hub;

    @BeforeAll
    static void start() {
        port = Ports.free();
        hub = HubProcess.start(HubProcess.command("serve", "--port", "0", "--data", data.toString())
                .env("HUB_AUTH_HS256", "env:CHAT_SECRET")
                .env("HUB_AUTH_SERVER_KEYS", KEYS)
                .env("HUB_TCP_BRIDGE_ENABLED", "true")
                .env("HUB_TCP_BRIDGE_PORT", String.valueOf(port))
                .env("HUB_ROOMS_JOIN_HOOK", "true")
                .env("CHAT_SECRET", SECRET)
                .env("GUARD_KEY", KEY));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void processMakesARoomAndAnswersWhoMayJoinIt(Vertx vertx) {
        try (TcpBridgeClient guard = TcpBridgeClient.login(port, KEY);
                BridgeClient ann = BridgeClient.connect(vertx, ClientOptions.raw(hub.url()))) {
            guard.register("hook.access.join");
            JsonObject room =
                    new JsonObject().put("room", "tea").put("name", "Tea").put("owner", "zoe");
            assertThat(guard.ask("api.rooms.create", room).getString("type")).isEqualTo("message");
            Thread answers = new Thread(() -> {
                JsonObject question = guard.receive(frame -> frame.containsKey("replyAddress"));
                assertThat(question.getJsonObject("body").getString("user")).isEqualTo("ann");
                guard.answer(question, new JsonObject().put("action", "allow"));
            });
            answers.start();
            ann.login(Tokens.hs256(SECRET).user("ann").sign());
            assertThat(ann.call(Rooms.JOIN, new Rooms.Join(new RoomId("tea"))).role())
                    .hasToString("member");
        }
        try (BridgeClient bob = BridgeClient.connect(vertx, ClientOptions.raw(hub.url()))) {
            bob.login(Tokens.hs256(SECRET).user("bob").sign());
            assertThatThrownBy(() -> bob.call(Rooms.JOIN, new Rooms.Join(new RoomId("tea"))))
                    .as("the hook is closed while no process serves it")
                    .hasMessageContaining("UNAVAILABLE");
        }
    }

    @Test
    void moderatorInPythonDecides() {
        Map<String, String> environment =
                Map.of("HUB_BRIDGE", "127.0.0.1:" + port, "PROCESS_KEY", KEY, "REFUSED_WORDS", "rubbish");
        try (PythonProcess moderator = PythonProcess.start(Path.of("../examples/moderator.py"), environment);
                TcpBridgeClient asks = TcpBridgeClient.login(port, KEY)) {
            JsonObject message = new JsonObject()
                    .put("room", "tea")
                    .put("sender", "ann")
                    .put("kind", "text")
                    .put("roomKind", "group");
            assertThat(asks.ask("hook.message.before", message.copy().put("text", "Rubbish!"))
                            .getJsonObject("body")
                            .getString("action"))
                    .isEqualTo("refuse");
            moderator.kill();
            await().untilAsserted(() -> {
                JsonObject away = asks.ask("hook.message.before", message.copy().put("text", "hello"));
                assertThat(away.getString("message")).startsWith("UNAVAILABLE: ");
            });
        }
    }
}
