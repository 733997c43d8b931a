// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Http;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hub is below {@code /team/chat}. */
@ExtendWith(VertxExtension.class)
final class BasePathTest {
    private static final String BASE = "/team/chat";

    private final HttpClient http = HttpClient.newHttpClient();
    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = GatewayFixture.below(vertx, BASE);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url + path))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Bearer " + GatewayFixture.TOKENS.user("ann").sign())
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    @ParameterizedTest
    @EnumSource
    void everyTransportWorksBelowIt(Transport transport) {
        ClientOptions below = ClientOptions.of(transport, gateway.url + BASE);
        try (BridgeClient client = gateway.login(below, "ann")) {
            assertThat(client.call("echo", new JsonObject())).isEqualTo(new JsonObject());
        }
        assertThatThrownBy(() -> BridgeClient.connect(gateway.vertx, ClientOptions.of(transport, gateway.url)))
                .hasMessageContaining("404");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /health,            200",
        "GET,  /health/ready,      200",
        "GET,  BASE/health/ready,  200",
        "GET,  BASE/eventbus/info, 200",
        "GET,  BASE/openapi.json,  200",
        "GET,  BASE/?a=b,          404", // this module has no page
        "GET,  BASE/page-test.html, 200",
        "HEAD, BASE/page-test.html, 200",
        "GET,  BASE/session/page,  200",
        "GET,  /page-test.html,    404",
        "GET,  BASE/nothing,       404",
        "GET,  /,                  404",
        "GET,  /eventbus/info,     404",
        "GET,  /openapi.json,      404",
        "POST, /session/ticket,    404",
        "POST, /api/v1/echo,       404",
        "POST, BASE,               404",
        "GET,  BASExx/openapi.json, 404",
        "GET,  /team,              404",
        "GET,  /TEAM/CHAT/openapi.json, 404",
        "GET,  BASE/..%2f..%2fetc/passwd, 404",
        "GET,  BASE/%2e%2e/x,      404"
    })
    void routesAreBelowItAndHealthIsAtTheRootToo(String method, String path, int status) throws Exception {
        assertThat(send(method, path.replace("BASE", BASE), "").statusCode()).isEqualTo(status);
    }

    @Test
    void ticketsAndRequestsAreBelowIt() throws Exception {
        assertThat(send("POST", BASE + "/session/ticket", "{\"ticket\":\"good\"}")
                        .body())
                .isEqualTo("{\"token\":\"t\",\"room\":\"lobby\"}");
        assertThat(send("POST", BASE + "/api/v1/nothing", "{}").body()).contains("no such request");
    }

    @Test
    void addressWithoutTheLastSlashLeadsToThePage() throws Exception {
        HttpResponse<String> answer = get(BASE + "?a=b%20c");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).contains(BASE + "/?a=b%20c");
        assertThat(send("HEAD", BASE, "").headers().firstValue("location")).contains(BASE + "/");
    }

    @Test
    void documentNamesIt() throws Exception {
        JsonObject document = new JsonObject(get(BASE + "/openapi.json").body());

        assertThat(document.getJsonArray("servers").getJsonObject(0).getString("url"))
                .isEqualTo(BASE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat",
                "/chat/",
                "//chat",
                "/a//b",
                "/a/../b",
                "/.",
                "/a b",
                "/a?b",
                "/a#b",
                "/%63hat",
                "/caf\u00e9",
                "https://host.example/chat",
                "/health",
                "/health/x",
                " "
            })
    void otherPathsAreRefusedAtTheStart(String path) {
        assertThatThrownBy(() -> http(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("http.basePath: " + path + " (expected: ");
    }

    @ParameterizedTest
    @CsvSource({"/chat, /chat", "/a/b.c_d-e~f, /a/b.c_d-e~f", "/, ''", "'', ''"})
    void pathsAreTaken(String path, String effective) {
        assertThat(http(path).basePath()).isEqualTo(effective);
    }

    private static Http http(String path) {
        return new Http(null, 0, null, 1, null, null, null, null, path);
    }
}
