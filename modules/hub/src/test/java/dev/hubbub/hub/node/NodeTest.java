// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.session.Tickets;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.hub.demo.DemoRoom;
import dev.hubbub.hub.demo.DemoVerticle;
import dev.hubbub.hub.login.TicketStore;
import dev.hubbub.hub.login.TokenSigner;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
    private static final Caller ALICE = Caller.of("alice");

    @TempDir
    private Path dir;

    private DataDir data;
    private TicketStore tickets;

    @BeforeEach
    void makeKey() {
        data = new DataDir(dir).create().createKey();
        tickets = new TicketStore(data, Clock.systemUTC());
    }

    @Test
    void theBotAnswersAndARestartLosesAndRepeatsNothing() throws Exception {
        try (Node node = Node.start(demo("0"))) {
            Bus bus = new Bus(node.vertx());
            say(bus, 1);
            await().until(() -> texts(bus), texts -> texts.equals(List.of("hello", "You said: hello")));
        }
        try (Node node = Node.start(demo("0"))) {
            Bus bus = new Bus(node.vertx());
            say(bus, 1); // the same clientId: already stored, so not repeated
            say(bus, 2);
            await().until(() -> texts(bus), texts -> texts.size() == 4);
            assertThat(texts(bus)).containsExactly("hello", "You said: hello", "hello", "You said: hello");
        }
    }

    @Test
    void aTicketIsExchangedForATokenOnce() throws Exception {
        try (Node node = Node.start(demo("0"))) {
            Bus bus = new Bus(node.vertx());
            Tickets.Redeem request = new Tickets.Redeem(tickets.issue(new UserId("bob")));
            Tickets.Token token = bus.call(Tickets.REDEEM, request).await(5, SECONDS);
            assertThat(token.room()).isEqualTo(DemoRoom.ID);
            assertThat(token.token()).hasSizeGreaterThan(100);
            assertThatThrownBy(() -> bus.call(Tickets.REDEEM, request).await(5, SECONDS))
                    .isInstanceOfSatisfying(HubException.class, e -> assertThat(e.is(ErrorCode.NOT_FOUND))
                            .isTrue());
        }
    }

    @Test
    void theUrlHasTheActualPort() {
        try (Node node = Node.start(demo("0"))) {
            assertThat(node.url()).matches("http://127\\.0\\.0\\.1:[1-9]\\d+");
        }
    }

    @Test
    void theUrlHasTheBasePath() {
        try (Node node = Node.start(demo("0", Map.of("HUB_HTTP_BASE_PATH", "/chat")))) {
            assertThat(node.url()).matches("http://127\\.0\\.0\\.1:[1-9]\\d+/chat");
        }
    }

    @Test
    void aHubWithoutClusterSettingsIsNotClustered() {
        try (Node node = Node.start(demo("0"))) {
            assertThat(node.vertx().isClustered()).isFalse();
        }
    }

    @Test
    void aTakenPortIsRefusedAndNothingIsLeftOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodePlan plan = demo(Integer.toString(taken.getLocalPort()));
            assertThatThrownBy(() -> Node.start(plan))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining("--port");
        }
        Node.start(demo("0")).close();
    }

    private NodePlan demo(String port) {
        return demo(port, Map.of());
    }

    private NodePlan demo(String port, Map<String, String> environment) {
        HubConfig config = ConfigLoader.load(new ConfigSources(
                        null, environment, Map.of("http.port", port, "admin.port", "0"), data.keyFile()))
                .config();
        TokenSigner signer = new TokenSigner(config.auth(), Clock.systemUTC());
        return NodePlan.allRoles(config, data).withVerticle(() -> new DemoVerticle(tickets, signer));
    }

    private static void say(Bus bus, int number) throws Exception {
        Messages.Send hello = new Messages.Send(DemoRoom.ID, new ClientId("hello-" + number), "hello");
        bus.call(Rooms.JOIN, ALICE, new Rooms.Join(DemoRoom.ID)).await(5, SECONDS);
        bus.call(Messages.SEND, ALICE, hello).await(5, SECONDS);
    }

    private static List<String> texts(Bus bus) throws Exception {
        return bus
                .call(Messages.HISTORY, ALICE, new Messages.History(DemoRoom.ID, null, null, null))
                .await(5, SECONDS)
                .messages()
                .stream()
                .filter(entry -> MessageEntry.KIND.is(entry))
                .map(MessageEntry::text)
                .toList();
    }
}
