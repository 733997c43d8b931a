// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a gateway says about itself to any client. */
@ExtendWith(VertxExtension.class)
final class HttpDocumentsTest {
    private ApiClient client;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        client = ApiClient.of(new GatewayFixture(vertx, Sockets.DEFAULTS).url, "none");
    }

    @Test
    void requestsAreDescribedForTools() throws Exception {
        HttpResponse<String> answer = client.get("/openapi.json");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(ApiClient.answered(answer).getString("openapi")).isEqualTo("3.1.0");
        String tag = answer.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> again = client.send(HttpRequest.newBuilder(URI.create(client.url() + "/openapi.json"))
                .header("If-None-Match", tag)
                .build());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void healthHasWhatTheReferenceSystemsTell() throws Exception {
        JsonObject health = ApiClient.answered(client.get("/health"));
        assertThat(health.getString("status")).isEqualTo("ok");
        assertThat(health.getString("websocket")).isEqualTo("enabled");
        assertThat(health.getString("service")).isEqualTo("Hubbub");
        assertThat(health.getString("timestamp")).matches(".*:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(health.getString("timestamp")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }
}
