// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.SharedNodes;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many users on two nodes join one room at once. */
@ExtendWith({VertxExtension.class, SharedNodes.class})
final class CrowdedRoomE2E {
    private static final int USERS = Boolean.getBoolean("hubbub.full") ? 400 : 100;

    @Test
    void allJoinAndTheMessagesOfTheOwnerAreAnswered(Vertx vertx, TwoNodes hub) throws Exception {
        BridgeClient ann = login(vertx, hub, 0, "usher");
        RoomId room = ann.call(Rooms.CREATE, new Rooms.Create("Hall", List.of(), Visibility.PUBLIC, null))
                .room();
        List<BridgeClient> users = new ArrayList<>();
        for (int n = 0; n < USERS; n++) {
            users.add(login(vertx, hub, n % 2, "visitor-" + n));
        }
        List<Future<JsonObject>> answers = new ArrayList<>();
        for (int n = 0; n < USERS; n++) {
            answers.add(untilTaken(vertx, users.get(n), "api.rooms.join", new JsonObject().put("room", room.value())));
            if (n % 20 == 0) {
                answers.add(untilTaken(vertx, ann, "api.messages.send", message(room, n)));
            }
        }
        Future.all(answers).await(20, SECONDS);
        assertThat(answers)
                .extracting(answer -> answer.result().getLong("seq"))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, answers.size() + 1L).boxed().toList());
    }

    /** Sends again what a busy hub refuses at the door, as PROTOCOL.md tells clients to. */
    private static Future<JsonObject> untilTaken(Vertx vertx, BridgeClient client, String address, JsonObject body) {
        return client.request(address, body)
                .recover(cause -> cause instanceof BridgeFailure refused && refused.isBusy()
                        ? vertx.timer(refused.retryAfter().orElseThrow().toSeconds(), SECONDS)
                                .compose(later -> untilTaken(vertx, client, address, body))
                        : Future.failedFuture(cause));
    }

    private static JsonObject message(RoomId room, int number) {
        return new JsonObject()
                .put("room", room.value())
                .put("clientId", "c" + number)
                .put("text", "welcome");
    }

    private static BridgeClient login(Vertx vertx, TwoNodes hub, int node, String user) {
        return Talk.login(
                vertx, hub.node(node).url(), TwoNodes.TOKENS.user(user).sign());
    }
}
