// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.Entry;
import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeClientTest {
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final Vertx VERTX = Vertx.vertx();
    private static TinyHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = TinyHub.start(VERTX);
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    private static BridgeClient connect(boolean sockJs) {
        return BridgeClient.connect(VERTX, sockJs ? ClientOptions.sockJs(hub.url()) : ClientOptions.raw(hub.url()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callsAreAnswered(boolean sockJs) {
        try (BridgeClient client = connect(sockJs)) {
            JsonObject body = new JsonObject().put("text", "grüße, 世界");

            assertThat(client.call("echo", body)).isEqualTo(body);
            assertThat(client.login("any").user()).isEqualTo(new UserId("ann"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failuresHaveNumberNameAndText(boolean sockJs) {
        try (BridgeClient client = connect(sockJs)) {
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
    @ValueSource(booleans = {false, true})
    void feedRecordsWhatComes(boolean sockJs) {
        try (BridgeClient client = connect(sockJs)) {
            Feed feed = client.subscribe(LOBBY);

            assertThat(feed.position()).isEqualTo(1);
            assertThat(feed.awaitSeq(3).text()).isEqualTo("again");
            assertThat(feed.entries()).extracting(Entry::seq).containsExactly(2L, 3L);
            assertThat(feed.next("message").getString("text")).isEqualTo("hello");
            assertThat(feed.next("message").getString("text")).isEqualTo("again");
            assertThat(feed.bodies()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatNobodyClaimsIsANextFrame(boolean sockJs) {
        try (BridgeClient client = connect(sockJs)) {
            client.subscribe(LOBBY);

            assertThat(client.nextFrame().json().getString("address")).isEqualTo("elsewhere");
        }
    }

    @Test
    void refusedFeedFails() {
        try (BridgeClient client = connect(false)) {
            assertThatThrownBy(() -> client.subscribe(new RoomId("secret"))).isInstanceOf(BridgeFailure.class);
        }
    }

    @Test
    void binaryMessagesAreTold() {
        try (BridgeClient client = connect(false)) {
            client.sendBinary(Buffer.buffer("{}"));

            assertThat(client.nextFrame()).isEqualTo(new Frame(true, "{}"));
        }
    }

    @Test
    void missingAnswerIsAnAssertionErrorInTime() {
        try (BridgeClient client = connect(false)) {
            Future<JsonObject> answer = client.request("silence", new JsonObject());

            assertThatThrownBy(() -> Await.result(answer, Duration.ofMillis(50), "answer of silence"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no answer of silence");
        }
    }

    @Test
    void endOfTheSocketEndsAllWaits() {
        try (BridgeClient client = connect(false)) {
            Feed feed = client.subscribe(LOBBY);
            Future<JsonObject> unanswered = client.request("silence", new JsonObject());
            client.request("leave", new JsonObject());

            assertThat(client.awaitClosed()).isEqualTo(new Closed(4008, "reading too slowly"));
            assertThatThrownBy(() -> unanswered.await(5, TimeUnit.SECONDS)).hasMessageContaining("4008");
            assertThatThrownBy(() -> feed.awaitSeq(99)).hasMessageContaining("4008");
        }
    }

    @Test
    void sockJsCloseMessageIsTheReason() {
        try (BridgeClient client = connect(true)) {
            client.request("leave", new JsonObject());

            assertThat(client.awaitClosed()).isEqualTo(new Closed(4401, "token expired"));
        }
    }

    @Test
    void readingStopsAndGoesOn() {
        try (BridgeClient client = connect(false);
                BridgeClient other = connect(false)) {
            client.stopReading();
            Future<JsonObject> answer = client.request("echo", new JsonObject());
            other.call("echo", new JsonObject());
            other.call("echo", new JsonObject());

            assertThat(answer.isComplete()).isFalse();

            client.resumeReading();

            assertThat(Await.result(answer, Duration.ofSeconds(10), "answer")).isEqualTo(new JsonObject());
        }
    }

    @Test
    void refusedOriginIsTold() {
        ClientOptions options = ClientOptions.raw(hub.url()).origin("http://evil.example");

        assertThatThrownBy(() -> BridgeClient.connect(VERTX, options))
                .isInstanceOfSatisfying(UpgradeRejectedException.class, refusal -> assertThat(refusal.getStatus())
                        .isEqualTo(403));
    }

    @Test
    void cutSocketHasNoCloseFrame() {
        try (BridgeClient client = connect(false)) {
            client.cut();

            assertThat(client.awaitClosed().code()).isEqualTo(1006);
        }
    }
}
