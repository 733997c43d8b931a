// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.ServerKey;
import dev.hubbub.testkit.BridgeClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for history that wait for something new. */
@ExtendWith(VertxExtension.class)
final class HistoryWaitsTest {
    private static final RoomId ROOM = new RoomId("tea");
    private static final String KEY = "shop-key-q7Rr0vTzJk2mWx5YbN8cLd3f";
    private static final String OTHER_KEY = "desk-key-Zx81mPq0Lw7VtB3nC5sK9dFh";
    private static final String HISTORY = "messages.history";
    private static final Duration BOUND = Duration.ofSeconds(10);

    private GatewayFixture gateway;
    private ApiClient client;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(
                vertx,
                List.of(
                        new ServerKey("shop", KEY, List.of(HISTORY)),
                        new ServerKey("desk", OTHER_KEY, List.of("messages.send"))));
        client = ApiClient.of(gateway.url, token("ann"));
    }

    private static String token(String user) {
        return GatewayFixture.TOKENS.user(user).sign();
    }

    private static JsonObject after(long seq, int wait) {
        return new JsonObject().put("room", "tea").put("after", seq).put("wait", wait);
    }

    private void say(String text) throws Exception {
        JsonObject message =
                new JsonObject().put("room", "tea").put("clientId", text).put("text", text);
        ApiClient.answered(client.as(token("bob")).post("messages.send", message));
    }

    private void awaitWaits(int count) {
        await().atMost(BOUND)
                .until(() ->
                        gateway.meters.get("hub.gateway.history.waits").gauge().value() == count);
    }

    private static List<String> texts(JsonObject page) {
        JsonArray messages = page.getJsonArray("messages");
        return Stream.iterate(0, at -> at + 1)
                .limit(messages.size())
                .map(at -> messages.getJsonObject(at).getString("text"))
                .toList();
    }

    private static JsonObject answer(CompletableFuture<HttpResponse<String>> request) throws Exception {
        return ApiClient.answered(request.get(10, SECONDS));
    }

    @Test
    void whatIsThereIsAnsweredAtOnce() throws Exception {
        say("one");
        say("two");
        assertThat(texts(ApiClient.answered(client.post(HISTORY, after(1, 25)))))
                .containsExactly("two");
        assertThat(gateway.hub.histories).hasValue(1);
    }

    @Test
    void whatIsNewIsAnsweredWhenItComesWithoutAskingTheStoreAgain() throws Exception {
        say("one");
        CompletableFuture<HttpResponse<String>> waiting = client.begin(HISTORY, after(1, 25));
        awaitWaits(1);
        assertThat(waiting).isNotDone();
        say("two");
        JsonObject page = answer(waiting);
        assertThat(texts(page)).containsExactly("two");
        assertThat(page.getJsonArray("messages").getJsonObject(0).getLong("seq"))
                .isEqualTo(2);
        assertThat(gateway.hub.histories).hasValue(1);
        assertThat(gateway.hub.reads).hasValue(0);
        awaitWaits(0);
    }

    @Test
    void withNothingNewThePageIsEmptyWhenTheTimeIsOver() throws Exception {
        assertThat(texts(ApiClient.answered(client.post(HISTORY, after(0, 1))))).isEmpty();
        assertThat(gateway.hub.histories).hasValue(1);
        awaitWaits(0);
    }

    @Test
    void whatComesBetweenTheQuestionAndTheSubscriptionIsNotMissed() throws Exception {
        gateway.hub.holdSubscriptions();
        CompletableFuture<HttpResponse<String>> waiting = client.begin(HISTORY, after(0, 25));
        await().atMost(BOUND).until(() -> gateway.hub.heldSubscriptions() == 1);
        say("one");
        gateway.hub.releaseSubscriptions();
        assertThat(texts(answer(waiting))).containsExactly("one");
    }

    @Test
    void timeIsOverThoughTheSubscriptionIsNotAnswered() throws Exception {
        gateway.hub.holdSubscriptions();
        assertThat(texts(ApiClient.answered(client.post(HISTORY, after(0, 1))))).isEmpty();
        gateway.hub.releaseSubscriptions();
    }

    @Test
    void entriesUpToAPositionAheadOfTheRoomAreNotNew() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = client.begin(HISTORY, after(1, 25));
        awaitWaits(1);
        say("one");
        say("two");
        assertThat(texts(answer(waiting))).containsExactly("two");
    }

    @Test
    void strangerIsRefusedAtOnce() throws Exception {
        ApiClient.assertRefused(client.as(token("mallory")).post(HISTORY, after(0, 25)), 403, "FORBIDDEN");
        assertThat(gateway.hub.histories).hasValue(1);
    }

    @Test
    void removedMemberIsRefusedAtTheRemoval() throws Exception {
        say("one");
        CompletableFuture<HttpResponse<String>> waiting = client.begin(HISTORY, after(1, 25));
        awaitWaits(1);
        gateway.hub.remove(ROOM, "ann");
        ApiClient.assertRefused(waiting.get(10, SECONDS), 403, "FORBIDDEN: no longer a member");
    }

    @Test
    void loggedOutUserIsAnsweredAndAskedForATokenAgain() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = client.begin(HISTORY, after(0, 25));
        awaitWaits(1);
        gateway.hub.announce(new Access.Revoked(new UserId("ann"), Instant.now(), false));
        assertThat(texts(answer(waiting))).isEmpty();
    }

    @Test
    void serverKeyFollowsARoomOfWhichItIsNoMember() throws Exception {
        ApiClient.assertRefused(client.as(OTHER_KEY).post(HISTORY, after(0, 25)), 403, "FORBIDDEN: request is not in");
        CompletableFuture<HttpResponse<String>> waiting = client.as(KEY).begin(HISTORY, after(0, 25));
        awaitWaits(1);
        say("one");
        assertThat(texts(answer(waiting))).containsExactly("one");
    }

    @Test
    void requestOnASocketWaitsToo() throws Exception {
        try (BridgeClient socket = gateway.login("ann")) {
            Future<JsonObject> waiting = socket.request(Messages.HISTORY.address(), after(0, 25));
            awaitWaits(1);
            say("one");
            assertThat(texts(waiting.await(10, SECONDS))).containsExactly("one");
        }
    }

    @Test
    void requestOfASocketThatLeftIsForgotten() {
        BridgeClient socket = gateway.login("ann");
        socket.request(Messages.HISTORY.address(), after(0, 25));
        awaitWaits(1);
        socket.cut();
        awaitWaits(0);
    }

    @Test
    void userHasSixteenWaitingRequestsOnAnEventLoop() throws Exception {
        try (BridgeClient socket = gateway.login("ann")) {
            for (int count = 0; count < 16; count++) {
                socket.request(Messages.HISTORY.address(), after(0, 25));
            }
            awaitWaits(16);
            assertThat(socket.request(Messages.HISTORY.address(), after(0, 25))
                            .transform(outcome -> Future.succeededFuture(outcome.cause()))
                            .await(10, SECONDS))
                    .hasMessageContaining("TOO_MANY: wait: 16 requests of yours wait already");
        }
    }

    @Test
    void stoppingGatewayAnswers(Vertx vertx) throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = client.begin(HISTORY, after(0, 25));
        awaitWaits(1);
        vertx.undeploy(gateway.deployment);
        assertThat(texts(answer(waiting))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"26", "-1", "\"5\"", "1.5", "true", "[1]"})
    void otherTimesAreRefused(String wait) throws Exception {
        JsonObject body = new JsonObject("{\"room\":\"tea\",\"after\":0,\"wait\":" + wait + "}");
        ApiClient.assertRefused(client.post(HISTORY, body), 400, "BAD_REQUEST: wait");
    }

    @Test
    void waitingNeedsAPosition() throws Exception {
        JsonObject body = new JsonObject().put("room", "tea").put("wait", 5);
        ApiClient.assertRefused(client.post(HISTORY, body), 400, "BAD_REQUEST: after, which wait needs: missing");
    }
}
