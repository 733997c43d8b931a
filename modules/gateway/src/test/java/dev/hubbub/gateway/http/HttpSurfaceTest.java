// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.ShortDeadlines;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
final class HttpSurfaceTest {
    private static final int IDLE = Boolean.getBoolean("hubbub.full") ? 1_000 : 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private GatewayFixture gateway;
    private RawHttpClient bare;
    private WebSocketClient sockets;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        bare = new RawHttpClient(vertx, gateway.url);
        sockets = vertx.createWebSocketClient();
    }

    @Test
    void healthIsMinimal() throws Exception {
        for (String path : new String[] {"/health/live", "/health/ready"}) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
        }
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : new String[] {"/", "/health/live", "/eventbus/info", "/nothing"}) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
            assertThat(headers.firstValue("referrer-policy")).contains("no-referrer");
            assertThat(headers.firstValue("cross-origin-opener-policy")).contains("same-origin");
            assertThat(headers.firstValue("server")).isEmpty();
        }
    }

    @Test
    void sockJsClientsLearnThatWebSocketsWork() throws Exception {
        JsonObject info = new JsonObject(get("/eventbus/info").body());
        assertThat(info.getBoolean("websocket")).isTrue();
        assertThat(info.getBoolean("cookie_needed")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/eventbus/000/abcdefgh/xhr",
                "/eventbus/000/abcdefgh/xhr_streaming",
                "/eventbus/000/abcdefgh/xhr_send",
                "/eventbus/000/abcdefgh/eventsource",
                "/eventbus/000/abcdefgh/htmlfile?c=x",
                "/eventbus/000/abcdefgh/jsonp?c=alert",
                "/eventbus/000/abcdefgh/jsonp_send",
                "/eventbus/iframe.html",
                "/eventbus/iframe-1.2.html",
                "/eventbus/chunking_test",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/pom.xml",
                "/..%5cpom.xml",
                "/%00",
                "/.git/config",
                "/nothing",
                "/hubbub-web/",
                "/eventbus/nothing"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        for (String method : new String[] {"GET", "POST"}) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(gateway.url + path))
                    .method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(404);
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "file://",
                "http://127.0.0.1:1",
                "",
                "nonsense",
                "https://shop.example.evil"
            })
    void foreignPagesAreRefusedBeforeTheUpgrade(String origin) {
        for (Transport transport : Transport.values()) {
            ClientOptions page = ClientOptions.of(transport, gateway.url).origin(origin);
            assertThatThrownBy(() -> BridgeClient.connect(gateway.vertx, page)).hasMessageContaining("403");
        }
    }

    @Test
    void ownAndListedPagesAreAccepted() {
        for (String origin : new String[] {gateway.url, "https://shop.example", "HTTPS://Shop.Example"}) {
            try (BridgeClient client =
                    BridgeClient.connect(gateway.vertx, gateway.raw().origin(origin))) {
                assertThat(client.closed().isComplete()).isFalse();
            }
        }
    }

    @Test
    void bearerAtTheUpgradeNeedsNoLogin() {
        String token = GatewayFixture.TOKENS.user("ann").sign();
        try (BridgeClient client =
                BridgeClient.connect(gateway.vertx, gateway.raw().bearer(token))) {
            assertThat(client.subscribe(new RoomId("tea")).position()).isZero();
        }
        String bad = GatewayFixture.TOKENS.user("ann").without("exp").sign();
        assertThatThrownBy(
                        () -> BridgeClient.connect(gateway.vertx, gateway.raw().bearer(bad)))
                .hasMessageContaining("401");
        assertThatThrownBy(
                        () -> BridgeClient.connect(gateway.vertx, gateway.raw().header("Authorization", "Basic eA==")))
                .hasMessageContaining("401");
    }

    @Test
    void ticketsAreRedeemedOnlyAsJsonFromOwnPages() throws Exception {
        assertThat(ticket("{\"ticket\":\"good\"}", "application/json", null).body())
                .isEqualTo("{\"token\":\"t\",\"room\":\"lobby\"}");
        assertThat(ticket("{\"ticket\":\"bad\"}", "application/json", null).statusCode())
                .isEqualTo(404);
        assertThat(ticket("{\"ticket\":\"good\"}", "text/plain", null).statusCode())
                .isEqualTo(400);
        assertThat(ticket("{\"ticket\":{}}", "application/json", null).statusCode())
                .isEqualTo(400);
        assertThat(ticket("{", "application/json", null).statusCode()).isEqualTo(400);
        assertThat(ticket("[]", "application/json", null).statusCode()).isEqualTo(400);
        assertThat(ticket("", "application/json", null).statusCode()).isEqualTo(400);
        assertThat(ticket("{\"ticket\":\"good\"}", "application/json", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ticket(" ".repeat(5_000), "application/json", null).statusCode())
                .isEqualTo(413);
    }

    @Test
    void requestsTooLongAreRefused() throws Exception {
        assertThat(get("/?" + "q".repeat(4_300)).statusCode()).isEqualTo(414);
        assertThat(bare.answer("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "h".repeat(9_000) + "\r\n\r\n"))
                .contains(" 431 ");
    }

    /** Slowly: the head of the first request, of a further one, and a body. Idle: after a request, or before any. */
    @Test
    void drippingAndIdleConnectionsAreCutOff(Vertx vertx) throws Exception {
        GatewayFixture hasty = new GatewayFixture(vertx, Sockets.DEFAULTS, ShortDeadlines.but("request", 1_000));
        bare = new RawHttpClient(vertx, hasty.url);
        String request = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        String post = "POST /session/ticket HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 99\r\n\r\n{";
        List<CompletableFuture<Void>> cut = new ArrayList<>();
        String get =
                "GET /eventbus/0/abcdefghijklmnopqrst/eventsource HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n";
        for (String beginning : List.of("G", request + "G", post, get)) {
            NetSocket dripping = opened(beginning, cut);
            vertx.setPeriodic(200, tick -> dripping.write("x"));
        }
        for (int i = 0; i < IDLE; i++) {
            opened(i % 2 == 0 ? request : "", cut);
        }
        CompletableFuture.allOf(cut.toArray(CompletableFuture[]::new)).get(20, SECONDS);
    }

    private NetSocket opened(String beginning, List<CompletableFuture<Void>> cut) throws Exception {
        NetSocket socket = bare.open();
        cut.add(RawHttpClient.closed(socket));
        socket.write(beginning).await(5, SECONDS);
        return socket;
    }

    @Test
    void tokensInTheAddressDoNotLogIn() throws Exception {
        String token = GatewayFixture.TOKENS.user("ann").sign();
        WebSocket socket = sockets.connect(new WebSocketConnectOptions()
                        .setAbsoluteURI(gateway.url.replace("http", "ws") + "/eventbus/websocket?token=" + token))
                .await(5, SECONDS);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        socket.closeHandler(closed::complete);
        socket.writeTextMessage("{\"type\":\"register\",\"address\":\"out.room.tea\"}")
                .await(5, SECONDS);
        closed.get(5, SECONDS);
        assertThat(socket.closeStatusCode()).isEqualTo((short) 4401);
    }

    @Test
    void plainRequestsToTheSocketAreRefused() throws Exception {
        assertThat(get("/eventbus/websocket").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> ticket(String body, String type, String origin) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url + "/session/ticket"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(origin == null ? request : request.header("Origin", origin));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(gateway.url + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
