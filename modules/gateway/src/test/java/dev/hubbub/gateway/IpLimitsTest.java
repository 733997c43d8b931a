// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gateway trusts proxies at 127.0.0.2 and 127.0.0.3. */
@ExtendWith(VertxExtension.class)
final class IpLimitsTest {
    private static LimitsConfig limits(int upgradesPerSecond, int burst, int failures) {
        return LimitsConfig.NONE.with(new LimitsConfig.Addresses(upgradesPerSecond, burst, failures));
    }

    private static UpgradeRejectedException refused(GatewayFixture gateway, ClientOptions options) {
        return catchThrowableOfType(UpgradeRejectedException.class, () -> BridgeClient.connect(gateway.vertx, options));
    }

    @Test
    void upgradesBeyondTheRateAreRefusedWithATime(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, limits(1, 5, 0));
        for (int i = 0; i < 5; i++) {
            gateway.connect();
        }
        UpgradeRejectedException refused = refused(gateway, gateway.raw());
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeaders().get("Retry-After")).isEqualTo("1");
    }

    @Test
    void forgedHeaderHelpsNobody(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, limits(1, 5, 0));
        for (int i = 0; i < 5; i++) {
            BridgeClient.connect(vertx, gateway.raw().header("X-Forwarded-For", "198.51.100." + i));
        }
        for (Transport transport : Transport.values()) {
            ClientOptions forged = gateway.over(transport).options().header("X-Forwarded-For", "198.51.100.9");
            assertThat(refused(gateway, forged).getStatus()).isEqualTo(429);
        }
    }

    @Test
    void behindAProxyTheClientsCountByThemselves(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, limits(1, 2, 0));
        ClientOptions proxied = gateway.raw().from("127.0.0.2");
        for (int client = 1; client <= 5; client++) {
            ClientOptions options = proxied.header("X-Forwarded-For", "203.0.113.1, 198.51.100." + client);
            BridgeClient.connect(vertx, options);
            BridgeClient.connect(vertx, options);
            assertThat(refused(gateway, options).getStatus()).isEqualTo(429);
        }
    }

    /** An address from which four bad tokens came, as many as are told what was wrong with them. */
    private static GatewayFixture flooded(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, limits(0, 200, 4));
        assertThat(refused(gateway, gateway.raw().bearer("x.y.z")).getStatus()).isEqualTo(401);
        for (Transport transport : Transport.values()) {
            BridgeClient bad = gateway.over(transport).connect();
            assertThatThrownBy(() -> bad.login("nonsense")).hasMessageContaining("UNAUTHORIZED");
        }
        return gateway;
    }

    @Test
    void badTokensBeyondTheLimitAreToldToWait(Vertx vertx) throws Exception {
        GatewayFixture gateway = flooded(vertx);
        for (Transport transport : Transport.values()) {
            BridgeClient client = gateway.over(transport).connect();
            BridgeFailure late = catchThrowableOfType(BridgeFailure.class, () -> client.login("nonsense"));
            assertThat(late.is(ErrorCode.TOO_MANY)).isTrue();
            assertThat(late.retryAfter())
                    .hasValueSatisfying(wait -> assertThat(wait.toSeconds()).isBetween(1L, 20L));
            assertThat(client.awaitClosed().code()).isEqualTo(4429);
        }
        UpgradeRejectedException upgrade = refused(gateway, gateway.raw().bearer("x.y.z"));
        assertThat(upgrade.getStatus()).isEqualTo(429);
        assertThat(upgrade.getHeaders().get("Retry-After")).isNotNull();
        assertThat(request(gateway, "x.y.z").statusCode()).isEqualTo(429);
        BridgeClient elsewhere = BridgeClient.connect(vertx, gateway.raw().from("127.0.0.9"));
        assertThatThrownBy(() -> elsewhere.login("nonsense")).hasMessageContaining("UNAUTHORIZED");
    }

    @Test
    void goodTokensPassAfterAnyNumberOfBadOnes(Vertx vertx) throws Exception {
        GatewayFixture gateway = flooded(vertx);
        String good = TOKENS.user("ann").sign();
        BridgeClient ann = BridgeClient.connect(vertx, gateway.raw().bearer(good));
        for (Transport transport : Transport.values()) {
            BridgeClient client = gateway.over(transport).connect();
            assertThat(client.login(good).user().value()).isEqualTo("ann");
        }
        assertThat(ann.login(TOKENS.user("ann").sign()).user().value())
                .as("a refresh")
                .isEqualTo("ann");
        assertThat(request(gateway, good).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> request(GatewayFixture gateway, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url + "/api/v1/rooms.list"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void badRefreshBeyondTheLimitIsToldToWaitAndTheSocketLives(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, limits(0, 200, 1));
        BridgeClient ann = gateway.login("ann");
        assertThatThrownBy(() -> gateway.connect().login("nonsense")).hasMessageContaining("UNAUTHORIZED");
        assertThatThrownBy(() -> ann.login("nonsense")).hasMessageContaining("TOO_MANY");
        assertThat(ann.call("echo", new JsonObject())).isEqualTo(new JsonObject());
    }

    @Test
    void guessedTicketsAreFailedLogins(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, limits(0, 200, 2));
        assertThat(redeem(gateway, "good").statusCode()).isEqualTo(200);
        assertThat(redeem(gateway, "bad").statusCode()).isEqualTo(404);
        assertThat(redeem(gateway, "bad").statusCode()).isEqualTo(404);
        assertThat(redeem(gateway, "good").statusCode()).isEqualTo(200);
        HttpResponse<String> late = redeem(gateway, "bad");
        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
    }

    private static HttpResponse<String> redeem(GatewayFixture gateway, String ticket) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url + "/session/ticket"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"ticket\":\"" + ticket + "\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
