// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A verticle elsewhere, in any language, refuses a request because it has too much to do. */
@ExtendWith(VertxExtension.class)
final class BusyHubTest {
    private static final JsonObject ROOM = new JsonObject().put("name", "Tea");

    private static GatewayFixture gateway(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        vertx.eventBus()
                .consumer(
                        Rooms.CREATE.address(),
                        message -> message.fail(
                                ErrorCode.TOO_MANY.number(),
                                "TOO_MANY: busy: the answer would take 3 s; retry after 3 s"))
                .completion()
                .await(5, SECONDS);
        return gateway;
    }

    @ParameterizedTest
    @EnumSource
    void socketIsToldWhenToComeBack(Transport transport, Vertx vertx) throws Exception {
        BridgeClient ann = gateway(vertx).over(transport).login("ann");

        BridgeFailure refused = catchThrowableOfType(BridgeFailure.class, () -> ann.call(Rooms.CREATE.address(), ROOM));

        assertThat(refused.is(ErrorCode.TOO_MANY)).isTrue();
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(3));
    }

    @Test
    void requestOverHttpIsToldWhenToComeBack(Vertx vertx) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway(vertx).url + "/api/v1/rooms.create"))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Bearer " + GatewayFixture.TOKENS.user("ann").sign())
                .POST(BodyPublishers.ofString(ROOM.encode()))
                .build();

        HttpResponse<String> refused = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("3");
        assertThat(new JsonObject(refused.body()).getInteger("retryAfter")).isEqualTo(3);
    }
}
