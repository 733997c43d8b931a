// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.hub.login.TokenSigner;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays the session of PROTOCOL.md, with a socket that knows nothing but text. */
class ProtocolSessionTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";

    @TempDir
    private Path dir;

    @Test
    void theHubAnswersAsThePageSays() throws Exception {
        DataDir data = new DataDir(dir).create().createKey();
        HubConfig config = ConfigLoader.load(
                        new ConfigSources(null, Map.of(), Map.of("http.port", "0", "admin.port", "0"), data.keyFile()))
                .config();
        String token = new TokenSigner(config.auth(), Clock.systemUTC())
                .sign(new UserId("ann"), new Profile("Ann", null, null), Map.of(), Duration.ofHours(1));
        try (Node node = Node.start(NodePlan.allRoles(config, data))) {
            makeLobby(new Bus(node.vertx()));
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            URI url = URI.create(node.url());
            WebSocketClient client = node.vertx().createWebSocketClient();
            WebSocket socket = client.connect(url.getPort(), url.getHost(), "/eventbus/websocket")
                    .await(10, SECONDS);
            socket.textMessageHandler(received::add);
            for (Exchange exchange : exchanges()) {
                exchange.sent().forEach(line -> socket.writeTextMessage(line.replace("eyJ...", token)));
                assertThat(answers(received, exchange.answers().size()))
                        .as(String.join("\n", exchange.sent()))
                        .containsExactlyInAnyOrderElementsOf(exchange.answers().stream()
                                .map(ProtocolSessionTest::comparable)
                                .toList());
            }
            client.close().await(10, SECONDS);
        }
    }

    private static void makeLobby(Bus bus) throws Exception {
        Caller server = new Caller(new UserId("shop"), new Profile(null, null, null), Set.of(Grant.SERVER));
        bus.call(Rooms.CREATE, server, new Rooms.Create("Lobby", List.of(), Visibility.PUBLIC, new RoomId("lobby")))
                .await(10, SECONDS);
    }

    /** So many frames, without those about presence, which come when they come. */
    private static List<JsonObject> answers(BlockingQueue<String> received, int count) throws InterruptedException {
        List<JsonObject> answers = new ArrayList<>();
        while (answers.size() < count) {
            String text = received.poll(10, SECONDS);
            assertThat(text).as("another frame after " + answers).isNotNull();
            if (!text.contains("\"presence\"")) {
                answers.add(comparable(text));
            }
        }
        return answers;
    }

    private static JsonObject comparable(String text) {
        return new JsonObject(text.replaceAll(TIME, "<time>"));
    }

    /** What a client sends at once, and all that it gets for that. */
    private record Exchange(List<String> sent, List<String> answers) {}

    private static List<Exchange> exchanges() throws Exception {
        String page = Files.readString(Path.of("../contract/PROTOCOL.md"));
        String session = page.substring(page.indexOf("```text\n") + 8);
        List<Exchange> exchanges = new ArrayList<>();
        for (String block : session.substring(0, session.indexOf("```")).split("\n\n")) {
            exchanges.add(new Exchange(lines(block, "> "), lines(block, "< ")));
        }
        assertThat(exchanges).hasSizeGreaterThan(6);
        return exchanges;
    }

    private static List<String> lines(String block, String prefix) {
        return block.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
