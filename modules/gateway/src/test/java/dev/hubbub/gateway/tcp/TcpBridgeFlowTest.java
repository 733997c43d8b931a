// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.SelfSigned;
import dev.hubbub.testkit.TcpBridgeClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What flows to processes: events, too much, TLS, and the end of the node. */
@ExtendWith(VertxExtension.class)
final class TcpBridgeFlowTest {
    private static final String HOOK = "hook.shop.check";
    private static final Caller ANN = Caller.of("ann");
    private static final String LARGE = "x".repeat(100_000);

    /** One that reads nothing fills the buffers of the kernel soon. */
    private static TcpBridgeClient slowReader(Processes processes) throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), processes.port));
        TcpBridgeClient client = new TcpBridgeClient(socket);
        client.ask("api.session.login", new JsonObject().put("token", Processes.GUARD));
        return client;
    }

    private static void flood(Vertx vertx) {
        for (int i = 0; i < 10; i++) {
            vertx.eventBus().publish("news", LARGE);
        }
    }

    @Test
    void eventsAreHeardByEveryProcess(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient one = processes.login(Processes.GUARD);
                TcpBridgeClient two = processes.login(Processes.GUARD)) {
            one.register("evt.presence.changed");
            two.register("evt.presence.changed");
            new Bus(vertx).publish(Presence.CHANGED, new Presence.Changed(new UserId("ann"), true));
            for (TcpBridgeClient each : new TcpBridgeClient[] {one, two}) {
                JsonObject event = each.receive();
                assertThat(event.getBoolean("send")).isFalse();
                assertThat(event.containsKey("replyAddress")).isFalse();
                assertThat(event.getJsonObject("body"))
                        .isEqualTo(new JsonObject().put("user", "ann").put("online", true));
            }
        }
    }

    @Test
    void addressThatIsRegisteredThriceIsHeardOnce(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient guard = processes.login(Processes.GUARD);
                TcpBridgeClient hub = processes.login(Processes.HUB)) {
            guard.register("news");
            for (int i = 0; i < 2; i++) {
                assertThat(guard.register("news").getString("message")).startsWith("CONFLICT: ");
            }
            for (String body : new String[] {"once", "last"}) {
                hub.send(new JsonObject()
                        .put("type", "publish")
                        .put("address", "news")
                        .put("body", body));
                assertThat(guard.receive().getString("body")).isEqualTo(body);
            }
        }
    }

    @Test
    void processesHearEachOtherAndEventsCarryNoCaller(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient guard = processes.login(Processes.GUARD);
                TcpBridgeClient hub = processes.login(Processes.HUB)) {
            guard.register("news");
            hub.send(new JsonObject()
                    .put("type", "publish")
                    .put("address", "news")
                    .put("headers", new JsonObject().put("hub-caller", "{}").put("lang", "de"))
                    .put("body", "rain"));
            JsonObject news = guard.receive();
            assertThat(news.getString("body")).isEqualTo("rain");
            assertThat(news.getJsonObject("headers")).isEqualTo(new JsonObject().put("lang", "de"));
        }
    }

    @Test
    void readerThatStopsIsRefusedRequestsAndMissesEventsAndNothingGrows(Vertx vertx) throws Exception {
        JsonObject settings = new JsonObject().put("maxPendingBytes", 200_000);
        Processes processes = new Processes(vertx, settings);
        Bus bus = new Bus(vertx);
        try (TcpBridgeClient guard = slowReader(processes)) {
            guard.register("news");
            guard.register(HOOK);
            await().until(() -> {
                flood(vertx);
                return processes
                                .gateway
                                .meters
                                .get("hub.gateway.tcp.dropped.events")
                                .counter()
                                .count()
                        > 0;
            });
            JsonObject message = new JsonObject().put("text", LARGE);
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> bus.relay(HOOK, ANN, message).await(1, SECONDS))
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("busy"));
            assertThat(processes.figure("pending.bytes")).isLessThanOrEqualTo(200_000);
            JsonObject told = guard.receive(frame -> frame.getString("type").equals("err"));
            assertThat(told.getString("message")).matches("UNAVAILABLE: \\d+ events were dropped: read faster");
            await().until(() -> processes.figure("pending.bytes") == 0);
            Future<Object> answer = bus.relay(HOOK, ANN, "after");
            guard.answer(guard.receive(frame -> "after".equals(frame.getValue("body"))), "answered");
            assertThat(answer.await(5, SECONDS)).isEqualTo("answered");
        }
    }

    @Test
    void readerThatStopsForGoodIsCutOff(Vertx vertx) throws Exception {
        JsonObject settings = new JsonObject().put("maxPendingBytes", 200_000).put("writeIdleMillis", 300);
        Processes processes = new Processes(vertx, settings);
        try (TcpBridgeClient guard = slowReader(processes)) {
            guard.register("news");
            await().untilAsserted(
                            () -> assertThat(processes.figure("connections")).isEqualTo(1));
            await().until(() -> {
                flood(vertx);
                return processes.figure("connections") == 0;
            });
            assertThat(processes.figure("pending.bytes")).isZero();
        }
    }

    @Test
    void overTlsItIsTheSame(@TempDir Path dir, Vertx vertx) throws Exception {
        SelfSigned pair = SelfSigned.write(dir);
        JsonObject tls = new JsonObject()
                .put("certificate", pair.certificate().toString())
                .put("key", pair.key().toString());
        Processes processes = new Processes(vertx, new JsonObject().put("tls", tls));
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        trusted.setCertificateEntry(
                "hub",
                CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(pair.certificate())));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (TcpBridgeClient client = new TcpBridgeClient(
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), processes.port))) {
            JsonObject reply = client.ask("api.session.login", new JsonObject().put("token", Processes.SHOP));
            assertThat(reply.getJsonObject("body").getString("user")).isEqualTo("server.shop");
        }
    }

    @Test
    void nodeThatStopsWaitsForAnswersAndTellsProcesses(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        TcpBridgeClient guard = processes.login(Processes.GUARD);
        guard.register(HOOK);
        Future<Object> answer = new Bus(vertx).relay(HOOK, ANN, "last");
        JsonObject request = guard.receive();
        Future<Void> stopped = vertx.undeploy(processes.gateway.deployment);
        guard.answer(request, "answered");
        assertThat(answer.await(5, SECONDS)).isEqualTo("answered");
        assertThat(guard.receive().getString("message")).isEqualTo("UNAVAILABLE: this node stops");
        guard.awaitEnd();
        stopped.await(5, SECONDS);
    }
}
