// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.gateway.config.LimitsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
final class HttpRequestsTest {
    private static final String ANN = GatewayFixture.TOKENS.user("ann").sign();
    private static final JsonObject HELLO =
            new JsonObject().put("room", "tea").put("clientId", "c1").put("text", "hello");

    private final HttpClient http = HttpClient.newHttpClient();
    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
    }

    static Stream<String> requests() {
        return Catalogue.API.stream()
                .map(Rpc::address)
                .filter(address -> !address.startsWith("api.session."))
                .map(address -> address.substring("api.".length()));
    }

    private HttpRequest.Builder request(String name, String body) {
        return HttpRequest.newBuilder(URI.create(gateway.url + "/api/v1/" + name))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String name, String body) throws Exception {
        return send(request(name, body).header("Authorization", "Bearer " + ANN));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getInteger("failureCode")).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("message")).startsWith(message);
    }

    @Test
    void requestIsAnsweredAsOnASocket() throws Exception {
        HttpResponse<String> answer = post("messages.send", HELLO.encode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(new JsonObject(answer.body()).getLong("seq")).isPositive();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everyRequestWantsAToken(String name) throws Exception {
        HttpResponse<String> answer = send(request(name, "{}"));
        assertRefused(answer, 401, "UNAUTHORIZED");
        assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
        String forged = ANN.substring(0, ANN.length() - 4) + "AAAA";
        assertRefused(send(request(name, "{}").header("Authorization", "Bearer " + forged)), 401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everyRequestRefusesWhatIsNoObject(String name) throws Exception {
        for (String body : new String[] {"[]", "{", "{\"room\":1,\"room\":2}", "{} {}", "text", "{/**/}"}) {
            assertRefused(post(name, body), 400, "BAD_REQUEST: body");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"session.login", "session.refresh", "session.resume", "nothing", "svc.access.subscribe"})
    void othersAreNotThere(String name) throws Exception {
        assertRefused(post(name, "{}"), 404, "NOT_FOUND: no such request");
    }

    @Test
    void fieldsAreCheckedAsOnASocket() throws Exception {
        assertRefused(post("messages.send", "{\"room\":\"tea\"}"), 400, "BAD_REQUEST: clientId");
        assertRefused(post("messages.send", HELLO.copy().put("room", 7).encode()), 400, "BAD_REQUEST: room");
    }

    @Test
    void idempotencyKeyIsTheClientId() throws Exception {
        JsonObject without = HELLO.copy();
        without.remove("clientId");
        assertThat(send(request("messages.send", without.encode())
                                .header("Authorization", "Bearer " + ANN)
                                .header("Idempotency-Key", "k1"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("messages.send", HELLO.encode())
                                .header("Authorization", "Bearer " + ANN)
                                .header("Idempotency-Key", "c1"))
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                send(request("messages.send", HELLO.encode())
                        .header("Authorization", "Bearer " + ANN)
                        .header("Idempotency-Key", "c2")),
                400,
                "BAD_REQUEST: Idempotency-Key");
    }

    @Test
    void largeBodyIsRefused() throws Exception {
        String text = "x".repeat(Sockets.DEFAULTS.maxFrameBytes());
        assertRefused(post("messages.send", HELLO.copy().put("text", text).encode()), 413, "TOO_LARGE");
    }

    @Test
    void unexpectedFailureIsOurs() throws Exception {
        assertRefused(post("rooms.join", "{\"room\":\"tea\"}"), 500, "INTERNAL: incident");
    }

    @Test
    void pagesOfStrangersAreRefusedAndOthersMayRead() throws Exception {
        HttpResponse<String> stranger = send(request("rooms.list", "{}")
                .header("Authorization", "Bearer " + ANN)
                .header("Origin", "https://evil.example"));
        assertThat(stranger.statusCode()).isEqualTo(403);
        HttpResponse<String> page = send(request("rooms.list", "{}")
                .header("Authorization", "Bearer " + ANN)
                .header("Origin", "https://shop.example"));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.headers().firstValue("access-control-allow-origin")).contains("https://shop.example");
        HttpResponse<String> preflight = send(HttpRequest.newBuilder(URI.create(gateway.url + "/api/v1/rooms.list"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://shop.example"));
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight
                        .headers()
                        .firstValue("access-control-allow-headers")
                        .orElse(""))
                .contains("Authorization");
    }

    @Test
    void limitsAreThoseOfSockets() throws Exception {
        gateway.vertx.undeploy(gateway.deployment).await(10, SECONDS);
        GatewayFixture strict = gateway.again(LimitsConfig.NONE.with(new LimitsConfig.Requests(1, 1, 0, 0, 200)));
        HttpRequest.Builder send = HttpRequest.newBuilder(URI.create(strict.url + "/api/v1/messages.send"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + ANN)
                .POST(BodyPublishers.ofString(HELLO.encode()));
        assertThat(send(send).statusCode()).isEqualTo(200);
        HttpResponse<String> second = send(send);
        assertRefused(second, 429, "TOO_MANY: messages");
        assertThat(second.headers().firstValue("retry-after")).isPresent();
    }
}
