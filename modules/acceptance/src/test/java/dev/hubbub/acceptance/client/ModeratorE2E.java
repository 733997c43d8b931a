// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.moderation.HeldMessages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A stage in Python in front of the store of a hub as it is shipped: it masks numbers, holds links, and is killed while users send. */
@ExtendWith(VertxExtension.class)
final class ModeratorE2E {
    private static final String SECRET = "w7Rr0vTzJk2mWx5YbN8cLd3fGh6pSa9u";
    private static final String KEY = "q1Zx81mPq0Lw7VtB3nC5sK9dFhJ4gM6e";
    private static final String KEYS =
            "[{\"name\":\"guard\",\"key\":\"env:GUARD_KEY\",\"scopes\":[\"serve:hook.message.before\"]}]";
    private static final int BEFORE = 15;
    private static final int MANY = 30;

    /** So few are not answered that the stage is asked all the time. */
    private static final int FEW = 19;

    private final List<Process> moderators = new ArrayList<>();

    @TempDir
    private static Path data;

    private static int bridge;
    private static HubProcess hub;

    private RoomId tea;

    @BeforeAll
    static void start() {
        bridge = Ports.free();
        hub = hub(bridge, "closed");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @AfterEach
    void stop() {
        moderators.forEach(Process::destroyForcibly);
    }

    private static HubProcess hub(int port, String failure) {
        String directory = data.resolve(failure).toString();
        return HubProcess.start(HubProcess.command("serve", "--port", "0", "--data", directory)
                .env("HUB_AUTH_HS256", "env:CHAT_SECRET")
                .env("HUB_AUTH_SERVER_KEYS", KEYS)
                .env("HUB_TCP_BRIDGE_ENABLED", "true")
                .env("HUB_TCP_BRIDGE_PORT", String.valueOf(port))
                .env(
                        "HUB_MESSAGES_HOOKS",
                        "[{\"address\":\"hook.message.before\",\"millis\":1000,\"failure\":\"" + failure + "\"}]")
                .env("HUB_LIMITS_MESSAGES_PER_MINUTE", "0")
                .env("CHAT_SECRET", SECRET)
                .env("GUARD_KEY", KEY));
    }

    private Process moderator(int port) throws IOException {
        Path output = Files.createTempFile(data, "moderator", ".txt");
        ProcessBuilder builder = new ProcessBuilder("python3", "-B", "../examples/moderator.py");
        builder.environment().put("HUB_BRIDGE", "127.0.0.1:" + port);
        builder.environment().put("PROCESS_KEY", KEY);
        Process moderator = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        moderators.add(moderator);
        await().until(() -> Files.readString(output).contains("ready"));
        return moderator;
    }

    private static BridgeClient login(Vertx vertx, HubProcess at, String user) {
        BridgeClient client = BridgeClient.connect(vertx, ClientOptions.raw(at.url()));
        client.login(Tokens.hs256(SECRET).user(user).sign());
        return client;
    }

    private Send message(int number) {
        return new Send(tea, new ClientId("c" + number), number + ": call +49 171 2345678");
    }

    private boolean isSent(BridgeClient sender, int number) {
        try {
            sender.call(Messages.SEND, message(number));
            return true;
        } catch (BridgeFailure failure) {
            assertThat(failure.is(ErrorCode.UNAVAILABLE))
                    .as(failure.getMessage())
                    .isTrue();
            return false;
        }
    }

    private List<String> texts(BridgeClient reader) {
        return reader.call(Messages.HISTORY, new Messages.History(tea, null, null, 100)).messages().stream()
                .filter(entry -> MessageEntry.KIND.is(entry))
                .map(entry -> Objects.requireNonNull(MessageEntry.text(entry)))
                .toList();
    }

    @Test
    void messagesAreRefusedWhileAStageThatFailsClosedIsKilled(Vertx vertx) throws Exception {
        try (BridgeClient ann = login(vertx, hub, "ann")) {
            assertThat(sentWhileKilled(ann, bridge, MANY)).isEmpty();
        }
    }

    @Test
    void messagesGoOnWhileAStageThatFailsOpenIsKilled(Vertx vertx) throws Exception {
        int port = Ports.free();
        try (HubProcess open = hub(port, "open");
                BridgeClient ann = login(vertx, open, "ann")) {
            assertThat(sentWhileKilled(ann, port, FEW)).hasSize(FEW - BEFORE);
        }
    }

    /** Sends messages before, while and after the moderator is killed, and gives the numbers of those that are stored as they came. */
    private List<Integer> sentWhileKilled(BridgeClient ann, int port, int all) throws Exception {
        tea = ann.call(Rooms.CREATE, new Rooms.Create("Tea", null, null, null)).room();
        Process killed = moderator(port);
        assertThat(IntStream.range(0, BEFORE)).allMatch(i -> isSent(ann, i));
        killed.destroyForcibly().waitFor();
        List<Integer> sent =
                IntStream.range(BEFORE, all).filter(i -> isSent(ann, i)).boxed().toList();
        moderator(port);
        await().atMost(20, SECONDS).until(() -> IntStream.range(BEFORE, all).allMatch(i -> isSent(ann, i)));
        assertThat(texts(ann))
                .isEqualTo(IntStream.range(0, all)
                        .mapToObj(i -> i + (sent.contains(i) ? ": call +49 171 2345678" : ": call ***"))
                        .toList());
        AtomicInteger next = new AtomicInteger(all);
        await().atMost(20, SECONDS)
                .until(() -> isSent(ann, next.getAndIncrement())
                        && texts(ann).get(next.get() - 1).endsWith("***"));
        return sent;
    }

    @Test
    void heldMessageIsReleasedByAModerator(Vertx vertx) throws Exception {
        try (BridgeClient ann = login(vertx, hub, "ann");
                BridgeClient bob = login(vertx, hub, "bob")) {
            tea = ann.call(Rooms.CREATE, new Rooms.Create("Tea", null, Visibility.PUBLIC, null))
                    .room();
            bob.call(Rooms.JOIN, new Rooms.Join(tea));
            moderator(bridge);
            Send link = new Send(tea, new ClientId("link"), "see https://example.com");
            BridgeFailure held =
                    Assertions.catchThrowableOfType(BridgeFailure.class, () -> bob.call(Messages.SEND, link));
            assertThat(held.is(ErrorCode.HELD)).isTrue();
            String id = ann.call(HeldMessages.LIST, new HeldMessages.ListOf(tea, null, null))
                    .messages()
                    .get(0)
                    .id();
            assertThat(held).hasMessageEndingWith("; id " + id);
            ann.call(HeldMessages.RELEASE, new HeldMessages.Release(tea, id));
            assertThat(texts(ann)).containsExactly("see https://example.com");
        }
    }
}
