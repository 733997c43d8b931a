// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.metrics.RefusalLines;
import dev.hubbub.testkit.BridgeClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each refusal is counted by its reason, and leaves a line in the log that has no secret and nothing that a client wrote. */
@ExtendWith(VertxExtension.class)
final class RefusalsTest {
    private static final String SECRET = "SECRET";

    private final RefusalLines lines = new RefusalLines();

    @AfterEach
    void noLineHasWhatAClientWrote() {
        assertThat(lines.all()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
        lines.close();
    }

    private static double count(GatewayFixture gateway, String name, String label, String value) {
        return gateway.meters
                .get("hub.gateway." + name)
                .tag(label, value)
                .counter()
                .count();
    }

    private static GatewayFixture gateway(Vertx vertx) throws Exception {
        return new GatewayFixture(vertx, Sockets.DEFAULTS);
    }

    @Test
    void loginsCountByTheirReasonAndOneLineTellsOfMany(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx);
        for (int i = 0; i < 3; i++) {
            BridgeClient bad = gateway.connect();
            assertThat(catchThrowable(() -> bad.login(SECRET))).isNotNull();
            bad.awaitClosed();
        }
        gateway.login("ann");
        await().until(() -> count(gateway, "logins.refused", "reason", "malformed") == 3);
        assertThat(count(gateway, "requests.refused", "code", "UNAUTHORIZED")).isEqualTo(3);
        await().until(() -> count(gateway, "logins", "kind", "login") == 1);
        await().until(() -> count(gateway, "closes", "code", "4401") == 3);
        assertThat(lines.all().stream().filter(line -> line.contains("logins refused")))
                .containsExactly("INFO logins refused: malformed, count 1, newest from 127.0.0.1");
    }

    @Test
    void upgradesCountToo(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx);
        BridgeClient.connect(vertx, gateway.raw().bearer(TOKENS.user("ann").sign()));
        assertThat(catchThrowable(
                        () -> BridgeClient.connect(vertx, gateway.raw().bearer(SECRET))))
                .isNotNull();
        await().until(() -> count(gateway, "logins", "kind", "upgrade") == 1);
        assertThat(count(gateway, "logins.refused", "reason", "malformed")).isEqualTo(1);
    }

    @Test
    void foreignOriginIsNamedAndWhatIsNoneIsNot(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx);
        for (String origin : new String[] {"https://evil.example", "https://evil.example/?token=" + SECRET}) {
            assertThat(catchThrowable(
                            () -> BridgeClient.connect(vertx, gateway.raw().header("Origin", origin))))
                    .isNotNull();
        }
        assertThat(count(gateway, "http.refused", "reason", "origin")).isEqualTo(2);
        assertThat(lines.all()).containsExactly("INFO http refused: origin, count 1, newest https://evil.example");
    }

    @Test
    void requestsOverHttpCountTheirCredentials(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx);
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url + "/api/v1/rooms.list"))
                .header("Authorization", "Bearer " + SECRET)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        assertThat(count(gateway, "logins.refused", "reason", "server_key")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"UNAUTHORIZED, logged_out", "FORBIDDEN, disabled", "UNAVAILABLE, unavailable"})
    void userWhomAccessRefusesCountsByWhatItSays(ErrorCode why, String reason, Vertx vertx) throws Exception {
        GatewayFixture gateway =
                new GatewayFixture(vertx, new Sockets(1_000, null, null, null, null, null, null, null, null));
        gateway.hub.refuse("ann", why);
        assertThat(catchThrowable(() -> gateway.login("ann"))).isNotNull();
        await().until(() -> count(gateway, "logins.refused", "reason", reason) == 1);
    }

    @Test
    void loginsBeyondALimitCountByTheLimit(Vertx vertx) throws Exception {
        LimitsConfig limits =
                LimitsConfig.NONE.with(new LimitsConfig.Addresses(0, 1, 1)).with(LimitsConfig.SocketsPerUser.refuse(1));
        GatewayFixture gateway = new GatewayFixture(vertx, limits);
        gateway.login("ann");
        assertThat(catchThrowable(() -> gateway.login("ann"))).hasMessageContaining("TOO_MANY: sockets");
        await().until(() -> count(gateway, "logins.refused", "reason", "sockets_of_user") == 1);
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowable(() -> gateway.connect().login(SECRET))).isNotNull();
        }
        await().until(() -> count(gateway, "logins.refused", "reason", "failures_of_address") == 1);
    }

    @Test
    void credentialsThatAreNoneCountToo(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx);
        assertThat(catchThrowable(
                        () -> BridgeClient.connect(vertx, gateway.raw().header("Authorization", "Basic " + SECRET))))
                .isNotNull();
        await().until(() -> count(gateway, "logins.refused", "reason", "no_token") == 1);
    }

    @Test
    void framesAndRequestsCountByTheirCode(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx);
        BridgeClient ann = gateway.login("ann");
        ann.sendText(SECRET);
        ann.sendText("{\"type\":\"publish\",\"address\":\"" + SECRET + "\"}");
        assertThat(catchThrowable(() -> ann.call("svc." + SECRET, new JsonObject())))
                .isNotNull();
        await().until(() -> lines.all().size() == 2);
        assertThat(count(gateway, "requests.refused", "code", "BAD_REQUEST")).isEqualTo(1);
        assertThat(count(gateway, "requests.refused", "code", "FORBIDDEN")).isEqualTo(2);
        assertThat(gateway.meters.get("hub.gateway.requests").counter().count()).isEqualTo(2);
        assertThat(lines.all())
                .containsExactlyInAnyOrder(
                        "INFO requests refused: BAD_REQUEST, count 1", "INFO requests refused: FORBIDDEN, count 1");
    }

    @Test
    void rateOfUpgradesThatIsExceededIsCounted(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, LimitsConfig.NONE.with(new LimitsConfig.Addresses(1, 1, 0)));
        gateway.connect();
        assertThat(catchThrowable(gateway::connect)).isNotNull();
        assertThat(count(gateway, "http.refused", "reason", "upgrades_of_address"))
                .isEqualTo(1);
    }

    @Test
    void rateOfRequestsThatIsExceededIsCountedByItsLimit(Vertx vertx) throws Exception {
        GatewayFixture gateway =
                new GatewayFixture(vertx, LimitsConfig.NONE.with(new LimitsConfig.Requests(30, 10, 10, 1, 2)));
        BridgeClient ann = gateway.login("ann");
        for (int i = 0; i < 9; i++) {
            ann.request("api.rooms.list", new JsonObject());
        }
        await().until(() -> count(gateway, "requests.refused", "code", "TOO_MANY") > 0);
        assertThat(count(gateway, "rate.limited", "limit", "requests")).isPositive();
        assertThat(lines.all()).contains("INFO rate limited: requests, count 1");
    }

    @Test
    void roomsThatAreFollowedAgainCountByWhatCameOfThem(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx);
        BridgeClient ann = gateway.login("ann");
        ann.subscribe(new RoomId("tea"), 0);
        await().until(() -> count(gateway, "resumes", "outcome", "position") == 1);
        ann.close();
        await().until(() -> count(gateway, "closes", "code", "client") == 1);
        BridgeClient bad = gateway.connect();
        bad.sendText(SECRET); // so that there is a line
        bad.awaitClosed();
    }
}
