// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.gateway.transport.polling.PollingClient;
import dev.hubbub.testkit.BridgeClient;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the gauges of the gateway tell of clients that come and go. */
@ExtendWith(VertxExtension.class)
final class GatewayMetersTest {
    private static final RoomId TEA = new RoomId("tea");

    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
    }

    private double gauge(String name) {
        return gateway.meters.get("hub.gateway." + name).gauge().value();
    }

    private void awaitGauge(String name, double value) {
        await(name).until(() -> gauge(name), now -> now == value);
    }

    @Test
    void socketAndWhatItFollowsCountUntilItGoes() {
        BridgeClient ann = gateway.login("ann");
        ann.subscribe(TEA);
        ann.subscribe(new RoomId("jam"));
        gateway.hub.append(MessageEntry.KIND.entry(TEA, Caller.of("bob"), new ClientId("c1"), "hello"));

        await("replay.buffer.characters").until(() -> gauge("replay.buffer.characters") > 5);
        awaitGauge("sockets", 1);
        awaitGauge("registrations", 2);
        awaitGauge("subscriptions", 2);
        awaitGauge("rooms", 2);
        awaitGauge("users", 1);
        assertThat(gauge("verification.keys")).isEqualTo(1);
        assertThat(gauge("shards")).isEqualTo(32);
        assertThat(gauge("pending.subscriptions")).isZero();

        ann.close();
        for (String name : new String[] {"sockets", "registrations", "subscriptions", "rooms", "users"}) {
            awaitGauge(name, 0);
        }
        awaitGauge("replay.buffer.characters", 0);
    }

    @Test
    void entriesThatAreDeliveredCountAlsoWhenTheirSocketIsGone() throws Exception {
        BridgeClient ann = gateway.login("ann");
        BridgeClient bob = gateway.login("bob");
        ann.subscribe(TEA);
        bob.subscribe(TEA);
        gateway.hub.append(MessageEntry.KIND.entry(TEA, Caller.of("bob"), new ClientId("c1"), "hello"));
        await().until(() -> delivered() == 2);
        ann.close();
        awaitGauge("sockets", 1);
        assertThat(delivered()).isEqualTo(2);
    }

    private double closes() {
        return gateway.meters.get("hub.gateway.closes").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double delivered() {
        return gateway.meters
                .get("hub.gateway.delivered.entries")
                .functionCounter()
                .count();
    }

    @Test
    void partOfAMessageCountsUntilTheRestComes() throws Exception {
        BridgeClient ann = gateway.login("ann");
        String ping = "{\"type\":\"ping\"" + " ".repeat(1_000);
        ann.socket().writeFrame(WebSocketFrame.textFrame(ping, false)).await(5, SECONDS);
        awaitGauge("partial.bytes", ping.length());

        ann.socket()
                .writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("}"), true))
                .await(5, SECONDS);
        awaitGauge("partial.bytes", 0);
    }

    @Test
    void addressOfAnOperatorCountsByItself() {
        BridgeClient ann = gateway.login("ann");
        ann.sendText("{\"type\":\"register\",\"address\":\"news\"}");

        awaitGauge("operator.subscriptions", 1);
        assertThat(gauge("subscriptions")).isZero();

        ann.close();
        awaitGauge("operator.subscriptions", 0);
    }

    @Test
    void sessionWithoutAWebSocketCountsAndSoDoesTheResponseThatReads() throws Exception {
        PollingClient ann = new PollingClient(gateway.url).login("ann");
        awaitGauge("polling.sessions", 1);
        assertThat(gauge("sockets")).isEqualTo(1);

        try (BufferedReader lines = ann.lines("xhr_streaming")) {
            assertThat(lines.readLine()).startsWith("h");
            awaitGauge("polling.responses", 1);
            assertThat(gauge("connections")).isPositive();
        }
        awaitGauge("polling.responses", 0);
        awaitGauge("sockets", 0);
        awaitGauge("polling.bytes", 0);
        await().during(500, MILLISECONDS).until(() -> closes() == 1); // kept for a while, and looked at again and again
    }
}
