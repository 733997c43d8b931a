// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Four joins and leaves of one room at once. */
@ExtendWith(VertxExtension.class)
final class MembershipLimitTest {
    private static final int MOST = 4;

    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        LimitsConfig.Requests requests = LimitsConfig.NONE.requests().withMembershipChanges(MOST);
        gateway = new GatewayFixture(vertx, LimitsConfig.NONE.with(requests));
    }

    private static JsonObject room(String room) {
        return new JsonObject().put("room", room);
    }

    /** How many requests are beyond the limit, of so many leaves with a join between. What they change does not matter. */
    private static long refused(BridgeClient client, String room, int requests) throws Exception {
        List<Future<JsonObject>> answers = IntStream.range(0, requests)
                .mapToObj(n -> client.request(n == 1 ? "api.rooms.join" : "api.rooms.leave", room(room)))
                .toList();
        Future.join(answers).otherwiseEmpty().await(10, SECONDS);
        return answers.stream().filter(answer -> isTooMany(answer.cause())).count();
    }

    private static boolean isTooMany(Throwable cause) {
        return cause instanceof BridgeFailure failure && failure.is(ErrorCode.TOO_MANY);
    }

    @Test
    void joinsAndLeavesByTurnsAreRefusedBeyondTheLimit() throws Exception {
        BridgeClient ann = gateway.login("ann");
        assertThat(refused(ann, "tea", MOST)).isZero();
        assertThat(refused(ann, "tea", 20)).isEqualTo(20);
        assertThat(ann.call("echo", new JsonObject())).as("the socket lives").isEqualTo(new JsonObject());
    }

    @Test
    void otherRoomsAndOtherUsersHaveLimitsOfTheirOwn() throws Exception {
        BridgeClient ann = gateway.login("ann");
        assertThat(refused(ann, "tea", 20)).isEqualTo(20 - MOST);
        assertThat(refused(ann, "den", MOST)).isZero();
        assertThat(refused(gateway.login("bob"), "tea", MOST)).isZero();
    }

    @Test
    void socketsOfAUserShareTheLimit() throws Exception {
        assertThat(refused(gateway.login("ann"), "tea", MOST)).isZero();
        assertThat(refused(gateway.login("ann"), "tea", MOST)).isEqualTo(MOST);
    }

    @Test
    void updatesOfTheRoomAreCountedToo() throws Exception {
        BridgeClient ann = gateway.login("ann");
        List<Future<JsonObject>> updates = IntStream.range(0, 20)
                .mapToObj(n -> ann.request("api.rooms.update", room("tea").put("topic", "topic " + n)))
                .toList();
        Future.join(updates).otherwiseEmpty().await(10, SECONDS);
        assertThat(updates).filteredOn(each -> isTooMany(each.cause())).hasSize(20 - MOST);
        assertThat(refused(ann, "tea", 3)).isEqualTo(3);
        assertThat(refused(ann, "den", 3)).isZero();
    }

    @Test
    void otherRequestsAboutTheRoomAreNotCounted() throws Exception {
        BridgeClient ann = gateway.login("ann");
        assertThat(refused(ann, "tea", 20)).isEqualTo(20 - MOST);
        JsonObject message = room("tea").put("clientId", "c").put("text", "t");
        assertThat(ann.call("api.messages.send", message).getLong("seq")).isEqualTo(1);
    }

    @Test
    void refusalSaysWhenToComeBack() throws Exception {
        BridgeClient ann = gateway.login("ann");
        refused(ann, "tea", MOST);
        ann.sendText(new JsonObject()
                .put("type", "send")
                .put("address", "api.rooms.join")
                .put("replyAddress", "r")
                .put("body", room("tea"))
                .encode());
        JsonObject err = ann.nextFrame().json();
        assertThat(err.getInteger("failureCode")).isEqualTo(429);
        assertThat(err.getString("message")).startsWith("TOO_MANY: memberships: more than 4 in a minute");
        assertThat(err.getInteger("retryAfter")).isPositive();
    }

    @Test
    void joinThatNamesNoRoomIsMalformedAndCountsInNone() throws Exception {
        BridgeClient ann = gateway.login("ann");
        for (int n = 0; n <= MOST; n++) {
            Future<JsonObject> answer = ann.request("api.rooms.join", new JsonObject());
            Future.join(List.of(answer)).otherwiseEmpty().await(5, SECONDS);
            assertThat(answer.cause()).isInstanceOfSatisfying(BridgeFailure.class, failure -> assertThat(
                            failure.is(ErrorCode.BAD_REQUEST))
                    .isTrue());
        }
        assertThat(refused(ann, "tea", MOST)).isZero();
    }
}
