// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page and the browser are told about the host app. */
@ExtendWith(VertxExtension.class)
final class PageSettingsTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private GatewayFixture gateway;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
    }

    @Test
    void namedSitesMayEmbedThePage() throws Exception {
        for (String path : List.of("/session/page", "/nothing")) {
            assertThat(get(path).headers().firstValue("content-security-policy").orElse(""))
                    .endsWith("; frame-ancestors https://app.example http://localhost:3000");
        }
    }

    @Test
    void noSiteMayEmbedThePageWhereNoneIsNamed() {
        assertThat(new PageSettings(List.of(), null).directive()).isEqualTo("frame-ancestors 'none'");
        assertThat(new PageSettings(List.of(), null).json().encode()).isEqualTo("{\"frameAncestors\":[]}");
    }

    @Test
    void thePageLearnsWhereToLogInAndWhomToTrust() throws Exception {
        HttpResponse<String> answer = get("/session/page");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject()
                        .put(
                                "frameAncestors",
                                new JsonArray().add("https://app.example").add("http://localhost:3000"))
                        .put("loginUrl", "https://app.example/login?next={page}"));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(gateway.url + path)).build(), BodyHandlers.ofString());
    }
}
