// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.json.Json;
import dev.hubbub.gateway.config.GatewayConfig.Http;
import dev.hubbub.gateway.config.LimitsConfig.Requests;
import dev.hubbub.gateway.config.LimitsConfig.SocketsPerUser;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LimitsConfigTest {
    private static final Requests REQUESTS = new Requests(30, 10, 10, 50, 200);

    @Test
    void defaultsAreThoseOfTheProtocol() {
        assertThat(LimitsConfig.DEFAULTS)
                .isEqualTo(new LimitsConfig(
                        REQUESTS,
                        new SocketsPerUser(5, "refuse"),
                        new LimitsConfig.Addresses(50, 200, 30),
                        new LimitsConfig.FramesPerSocket(50, 200, 1_000)));
        assertThat(LimitsConfig.DEFAULTS.sockets().closesOldest()).isFalse();
        assertThat(new SocketsPerUser(5, "close-oldest").closesOldest()).isTrue();
    }

    @Test
    void signalsHaveALimitOfTheirOwn() {
        assertThat(REQUESTS.signalsPerSecond()).isEqualTo(30);
        assertThat(REQUESTS.signalBurst()).isEqualTo(60);
        assertThat(LimitsConfig.NONE.requests().signalsPerSecond()).isZero();
        Requests others = REQUESTS.withMembershipChanges(7).withSignals(5, 6);
        assertThat(others).isEqualTo(new Requests(30, 10, 10, 50, 200, 7, 5, 6));
        assertThatThrownBy(() -> REQUESTS.withSignals(10_001, 1))
                .hasMessage("limits.signalsPerSecond: 10001 (expected: 0 to 10000)");
        assertThatThrownBy(() -> REQUESTS.withSignals(1, 0))
                .hasMessage("limits.signalBurst: 0 (expected: 1 to 600000)");
    }

    @Test
    void keysAreFlat() {
        JsonObject keys = Json.write(LimitsConfig.NONE.with(REQUESTS).with(SocketsPerUser.closeOldest(3)));
        assertThat(keys.fieldNames())
                .containsExactly(
                        "messagesPerMinute",
                        "messageBurst",
                        "typingPerSecond",
                        "requestsPerSecond",
                        "requestBurst",
                        "membershipChangesPerMinute",
                        "signalsPerSecond",
                        "signalBurst",
                        "socketsPerUser",
                        "socketsFull",
                        "upgradesPerSecond",
                        "upgradeBurst",
                        "loginFailuresPerMinute",
                        "controlFramesPerSecond",
                        "framesPerSecond",
                        "frameBurst");
        assertThat(Json.read(keys, LimitsConfig.class))
                .isEqualTo(LimitsConfig.NONE.with(REQUESTS).with(SocketsPerUser.closeOldest(3)));
    }

    @Test
    void valuesOutOfBoundsNameTheKey() {
        assertThatThrownBy(() -> new Requests(-1, 10, 10, 50, 200))
                .hasMessage("limits.messagesPerMinute: -1 (expected: 0 to 600000)");
        assertThatThrownBy(() -> new Requests(30, 0, 10, 50, 200))
                .hasMessage("limits.messageBurst: 0 (expected: 1 to 600000)");
        assertThatThrownBy(() -> new Requests(30, 10, 10, 10_001, 200))
                .hasMessage("limits.requestsPerSecond: 10001 (expected: 0 to 10000)");
        assertThatThrownBy(() -> REQUESTS.withMembershipChanges(-1))
                .hasMessage("limits.membershipChangesPerMinute: -1 (expected: 0 to 600000)");
        assertThatThrownBy(() -> new LimitsConfig.FramesPerSocket(50, -1, 1))
                .hasMessage("limits.framesPerSecond: -1 (expected: 0 to 10000)");
        assertThatThrownBy(() -> new LimitsConfig.FramesPerSocket(50, 0, 0))
                .hasMessage("limits.frameBurst: 0 (expected: 1 to 600000)");
        assertThatThrownBy(() -> new SocketsPerUser(5, "oldest"))
                .hasMessage("limits.socketsFull: oldest (expected: refuse or close-oldest)");
    }

    @Test
    void proxiesAreAddressesOrRanges() {
        assertThat(new Http(null, null, null, null, List.of("10.0.0.0/8", "::1"), null, null, null, null).proxies())
                .hasSize(2);
        assertThatThrownBy(() -> new Http(null, null, null, null, List.of("localhost"), null, null, null, null))
                .hasMessage("http.trustedProxies: localhost (expected: an IP address, or a range such as 10.0.0.0/8)");
    }
}
