// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.await.Await;
import dev.hubbub.testkit.frame.Closed;
import dev.hubbub.testkit.frame.Frame;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BridgeClientTest {
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final Vertx VERTX = Vertx.vertx();
    private static StubHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = StubHub.start(VERTX);
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    private static BridgeClient connect(Transport transport) {
        return BridgeClient.connect(VERTX, ClientOptions.of(transport, hub.url()));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void callsAreAnswered(Transport transport) {
        try (BridgeClient client = connect(transport)) {
            JsonObject body = new JsonObject().put("text", "grüße, 世界");

            assertThat(client.call("echo", body)).isEqualTo(body);
            assertThat(client.login("any").user()).isEqualTo(new UserId("ann"));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void failuresHaveNumberNameAndText(Transport transport) {
        try (BridgeClient client = connect(transport)) {
            assertThatThrownBy(() -> client.call("fail", new JsonObject()))
                    .isInstanceOfSatisfying(BridgeFailure.class, failure -> {
                        assertThat(failure.number()).isEqualTo(403);
                        assertThat(failure.name()).isEqualTo("FORBIDDEN");
                        assertThat(failure.text()).isEqualTo("not a member");
                        assertThat(failure.is(ErrorCode.FORBIDDEN)).isTrue();
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void feedRecordsWhatArrives(Transport transport) {
        try (BridgeClient client = connect(transport)) {
            Feed feed = client.subscribe(LOBBY);

            assertThat(feed.position()).isEqualTo(1);
            assertThat(MessageEntry.text(feed.awaitSeq(3))).isEqualTo("again");
            assertThat(feed.entries()).extracting(Entry::seq).containsExactly(2L, 3L);
            assertThat(feed.next("message").getString("text")).isEqualTo("hello");
            assertThat(feed.next("message").getString("text")).isEqualTo("again");
            assertThat(feed.bodies()).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void frameWithoutACallOrFeedIsANextFrame(Transport transport) {
        try (BridgeClient client = connect(transport)) {
            client.subscribe(LOBBY);

            assertThat(client.nextFrame().json().getString("address")).isEqualTo("elsewhere");
        }
    }

    @Test
    void refusedFeedFails() {
        try (BridgeClient client = connect(Transport.RAW)) {
            assertThatThrownBy(() -> client.subscribe(new RoomId("secret"))).isInstanceOf(BridgeFailure.class);
        }
    }

    @Test
    void binaryMessagesAreMarked() {
        try (BridgeClient client = connect(Transport.RAW)) {
            client.sendBinary(Buffer.buffer("{}"));

            assertThat(client.nextFrame()).isEqualTo(new Frame(true, "{}"));
        }
    }

    @Test
    void missingReplyIsAnAssertionErrorInTime() {
        try (BridgeClient client = connect(Transport.RAW)) {
            Future<JsonObject> answer = client.request("silence", new JsonObject());

            assertThatThrownBy(() -> Await.result(answer, Duration.ofMillis(50), "answer of silence"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no answer of silence");
        }
    }

    @Test
    void closedSocketEndsAllWaits() {
        try (BridgeClient client = connect(Transport.RAW)) {
            Feed feed = client.subscribe(LOBBY);
            Future<JsonObject> unanswered = client.request("silence", new JsonObject());
            client.request("leave", new JsonObject());

            assertThat(client.awaitClosed()).isEqualTo(new Closed(4008, "reading too slowly"));
            assertThatThrownBy(() -> unanswered.await(5, TimeUnit.SECONDS)).hasMessageContaining("4008");
            assertThatThrownBy(() -> feed.awaitSeq(99)).hasMessageContaining("4008");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = EnumSource.Mode.EXCLUDE, names = "RAW")
    void sockJsCloseMessageIsTheReason(Transport transport) {
        try (BridgeClient client = connect(transport)) {
            client.request("leave", new JsonObject());

            assertThat(client.awaitClosed()).isEqualTo(new Closed(4401, "token expired"));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void readingStopsAndResumes(Transport transport) {
        try (BridgeClient client = connect(transport);
                BridgeClient other = connect(transport)) {
            client.stopReading();
            Future<JsonObject> answer = client.request("echo", new JsonObject());
            other.call("echo", new JsonObject());
            other.call("echo", new JsonObject());

            assertThat(answer.isComplete()).isFalse();

            client.resumeReading();

            assertThat(Await.result(answer, Duration.ofSeconds(10), "answer")).isEqualTo(new JsonObject());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void refusedOriginIsReported(Transport transport) {
        ClientOptions options = ClientOptions.of(transport, hub.url()).origin("http://evil.example");

        assertThatThrownBy(() -> BridgeClient.connect(VERTX, options))
                .isInstanceOfSatisfying(UpgradeRejectedException.class, refusal -> assertThat(refusal.getStatus())
                        .isEqualTo(403));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void cutSocketHasNoCloseFrame(Transport transport) {
        try (BridgeClient client = connect(transport)) {
            client.cut();

            assertThat(client.awaitClosed().code()).isEqualTo(1006);
        }
    }

    @Test
    void postsKeepTheirOrderAndContinueAfterABusyReply() {
        try (BridgeClient client = connect(Transport.XHR)) {
            hub.failNextSend(429);
            hub.failNextSend(429);
            List<Future<JsonObject>> answers = IntStream.range(0, 3_000)
                    .mapToObj(i -> client.request("echo", new JsonObject().put("number", i)))
                    .toList();
            List<Integer> received = new ArrayList<>();
            answers.forEach(answer -> answer.onSuccess(body -> received.add(body.getInteger("number"))));
            Await.result(Future.all(answers), Duration.ofSeconds(20), "answers");

            assertThat(received).isEqualTo(IntStream.range(0, 3_000).boxed().toList());
        }
    }

    @Test
    void postThatIsRefusedEndsTheSession() {
        try (BridgeClient client = connect(Transport.XHR)) {
            hub.failNextSend(413);
            client.request("echo", new JsonObject());

            assertThat(client.awaitClosed()).isEqualTo(new Closed(1006, "xhr_send: 413"));
        }
    }

    @Test
    void xhrHasNoWebSocket() {
        try (BridgeClient client = connect(Transport.XHR)) {
            assertThatThrownBy(client::socket).isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
