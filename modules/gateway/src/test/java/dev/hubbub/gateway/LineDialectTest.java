// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.dialect.lines.LineDialect;
import dev.hubbub.gateway.dialect.lines.LineHandler;
import dev.hubbub.gateway.request.RequestTypes;
import dev.hubbub.gateway.session.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One more dialect beside the bridge: two classes and a route, with all that the bridge has. */
@ExtendWith(VertxExtension.class)
final class LineDialectTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final String FEED = "out.room.tea";
    private static final LimitsConfig LIMITS = LimitsConfig.NONE.with(new LimitsConfig.Requests(1, 3, 0, 0, 200));

    private final LineDialect dialect = new LineDialect();
    private final SocketRoute lines =
            new SocketRoute("/lines"::equals, requests -> new Endpoint(dialect, new LineHandler(requests)));
    private GatewayFixture gateway;
    private Vertx vertx;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        this.vertx = vertx;
        gateway = new GatewayFixture(vertx, LIMITS, new Extensions(RequestTypes.STANDARD, List.of(lines)));
    }

    /** Vert.x waits up to 30 s for its WebSocket clients when they and the server close in the same moment. */
    @AfterEach
    void undeploy() throws Exception {
        vertx.undeploy(gateway.deployment).await(10, SECONDS);
    }

    private final class Client {
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private final WebSocketClient sockets = vertx.createWebSocketClient(); // Vert.x closes what garbage has opened
        private final ClientWebSocket socket = sockets.webSocket();

        Client() throws Exception {
            URI uri = URI.create(gateway.url);
            socket.textMessageHandler(text -> heard.addAll(text.lines().toList()));
            socket.connect(uri.getPort(), uri.getHost(), "/lines").await(5, SECONDS);
            await().untilAsserted(() -> assertThat(heard).contains("hello"));
        }

        Client login(String user) {
            say("ask in api.session.login {\"token\":\""
                    + GatewayFixture.TOKENS.user(user).sign() + "\"}");
            hear("in {\"user\":\"" + user + "\"");
            return this;
        }

        void say(String text) {
            socket.writeTextMessage(text);
        }

        void hear(String beginning) {
            await(beginning).untilAsserted(() -> assertThat(heard).anyMatch(line -> line.startsWith(beginning)));
        }

        List<String> heard(String beginning) {
            return heard.stream().filter(line -> line.startsWith(beginning)).toList();
        }
    }

    private void append() {
        gateway.hub.append(new Entry("voted", TEA, 0, new UserId("ann"), null, null, null, Map.of()));
    }

    @Test
    void requestBeforeTheLoginEndsTheConnection() throws Exception {
        Client ann = new Client();
        ann.say("ask 1 api.messages.send {\"room\":\"tea\",\"clientId\":\"1\",\"text\":\"hi\"}");
        ann.hear("1 ! " + ErrorCode.UNAUTHORIZED.number());
        ann.hear("bye " + CloseCode.UNAUTHORIZED.number());
    }

    @Test
    void requestsOfOneMessageAreAnsweredInOrder() throws Exception {
        Client ann = new Client().login("ann");
        ann.say(send(1) + '\n' + send(2) + '\n' + send(3));
        ann.hear("3 {");
        assertThat(ann.heard.stream().filter(line -> line.matches("[123] .*")).map(line -> line.charAt(0)))
                .containsExactly('1', '2', '3');
    }

    private static String send(int id) {
        return "ask " + id + " api.messages.send {\"room\":\"tea\",\"clientId\":\"" + id + "\",\"text\":\"hi\"}";
    }

    @Test
    void limitOfTheUserHoldsHereToo() throws Exception {
        Client ann = new Client().login("ann");
        ann.say(send(1) + '\n' + send(2) + '\n' + send(3) + '\n' + send(4));
        ann.hear("4 ! " + ErrorCode.TOO_MANY.number());
    }

    @Test
    void feedGoesOnWhereTheClientWas() throws Exception {
        append();
        append();
        Client bob = new Client().login("bob");
        bob.say("follow " + FEED + " 1");
        append();
        await().untilAsserted(() -> assertThat(bob.heard(FEED + " {\"event\":\"voted\""))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"seq\":2"));

        bob.say("leave " + FEED + "\nask left echo {}");
        bob.hear("left ");
        append();
        bob.say("follow " + FEED + " 4");
        bob.hear(FEED + " {\"event\":\"position\",\"room\":\"tea\",\"seq\":4");
        assertThat(bob.heard(FEED + " {\"event\":\"voted\"")).hasSize(2);
    }

    @Test
    void entryIsEncodedOnceForAllReadersOfAnEventLoop() throws Exception {
        List<Client> readers = List.of(new Client(), new Client(), new Client(), new Client(), new Client());
        for (int i = 0; i < readers.size(); i++) {
            readers.get(i).login("user" + i).say("follow " + FEED + " -");
            readers.get(i).hear(FEED + " {\"event\":\"position\"");
        }
        int before = dialect.encoded();
        append();
        readers.forEach(reader -> reader.hear(FEED + " {\"event\":\"voted\""));
        assertThat(dialect.encoded() - before).isBetween(1, 2); // the gateway has two event loops
    }

    @Test
    void roomOfOthersIsRefused() throws Exception {
        Client mallory = new Client().login("mallory");
        mallory.say("follow " + FEED + " -");
        mallory.hear(FEED + " ! " + ErrorCode.FORBIDDEN.number());
    }
}
