// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.listeners.ListenersVerticle;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.TcpBridgeClient;
import dev.hubbub.testkit.process.PythonProcess;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A listener in Python over the TCP bridge: the example, killed and started again while messages are stored. */
@ExtendWith(VertxExtension.class)
final class ListenerProcessTest {
    private static final String KEY = "archive-key-Zx81mPq0Lw7VtB3nC5sK9dFh";
    private static final String KEYS = "[{\"name\":\"archive\",\"key\":\"env:ARCHIVE_KEY\",\"scopes\":"
            + "[\"server.replay\",\"serve:evt.message.stored.archive\"]}]";
    private static final List<RoomId> ROOMS = List.of(new RoomId("tea"), new RoomId("jam"), new RoomId("pie"));

    @TempDir
    private Path dir;

    private Path file;
    private Vertx vertx;
    private TestLog log;

    @BeforeEach
    void start(Vertx node) throws Exception {
        vertx = node;
        file = dir.resolve("archive.txt");
        log = new TestLog(new Bus(vertx));
        Map<String, String> options = Map.of(
                "http.port", "0",
                "tcpBridge.enabled", "true",
                "tcpBridge.port", "0",
                "listeners.named", "[{\"name\":\"archive\",\"from\":\"start\"}]",
                "listeners.pauseMillis", "200",
                "listeners.compareMillis", "100");
        Map<String, String> environment = Map.of("HUB_AUTH_SERVER_KEYS", KEYS, "ARCHIVE_KEY", KEY);
        DataDir data = new DataDir(dir).create().createKey();
        HubConfig config = ConfigLoader.load(new ConfigSources(null, environment, options, data.keyFile()))
                .config();
        vertx.deployVerticle(new PersistenceVerticle(PersistenceConfig.inMemory()))
                .await(20, SECONDS);
        vertx.deployVerticle(new ListenersVerticle(config.listeners())).await(20, SECONDS);
        vertx.deployVerticle(new GatewayVerticle(config.gateway())).await(20, SECONDS);
        for (RoomId room : ROOMS) {
            log.create(room);
        }
    }

    private PythonProcess archive() {
        return PythonProcess.start(
                Path.of("../examples/archive.py"),
                Map.of(
                        "HUB_BRIDGE",
                        "127.0.0.1:" + GatewayVerticle.tcpBridgePort(vertx),
                        "PROCESS_KEY",
                        KEY,
                        "ARCHIVE",
                        file.toString()));
    }

    /** What the archive has; a line that is being written counts when it is complete. */
    private List<JsonObject> archived() throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(JsonObject::new)
                .toList();
    }

    private void awaitArchived(RoomId room, int seq) {
        await().untilAsserted(() -> assertThat(archived())
                .filteredOn(entry -> entry.getString("room").equals(room.value()))
                .extracting(entry -> entry.getLong("seq"))
                .isEqualTo(LongStream.rangeClosed(1, seq).boxed().toList()));
    }

    @Test
    void eachEntryIsArchivedOnceInTheOrderOfItsRoom() throws Exception {
        log.say(ROOMS, 20);
        for (int i = 0; i < 2; i++) {
            PythonProcess archive = archive();
            log.say(ROOMS, 20);
            await().until(() -> !archived().isEmpty());
            archive.kill();
            log.say(ROOMS, 20);
        }
        try (PythonProcess last = archive()) {
            for (RoomId room : ROOMS) {
                awaitArchived(room, 101);
            }
            assertThat(last.output()).containsExactly("ready");
        }
    }

    @Test
    void processHasARoomReplayedForItself() throws Exception {
        RoomId tea = ROOMS.get(0);
        log.say(List.of(tea), 10);
        try (PythonProcess archive = archive();
                TcpBridgeClient client = TcpBridgeClient.login(GatewayVerticle.tcpBridgePort(vertx), KEY)) {
            awaitArchived(tea, 11);
            JsonObject answer = client.ask(
                    "api.server.replay",
                    new JsonObject()
                            .put("room", "tea")
                            .put("listener", "archive")
                            .put("after", 1));
            assertThat(answer.getJsonObject("body"))
                    .isEqualTo(
                            new JsonObject().put("room", "tea").put("seq", 11).put("more", true));
            JsonObject refused = client.ask(
                    "api.server.replay", new JsonObject().put("room", "tea").put("listener", "other"));
            assertThat(refused.getString("message"))
                    .isEqualTo("FORBIDDEN: no server key with the scope serve:evt.message.stored.other");
            assertThat(archive.output()).containsExactly("ready");
            awaitArchived(tea, 11);
            assertThatThrownBy(() -> new Bus(vertx)
                            .relay("evt.message.stored.archive", null, new JsonObject())
                            .await(5, SECONDS))
                    .hasMessage("INTERNAL: unexpected");
            archive.awaitLine("failed: KeyError");
        }
    }
}
