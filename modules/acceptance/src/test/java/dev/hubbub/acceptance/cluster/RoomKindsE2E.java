// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.acceptance.fixture.SharedNodes;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rooms of two users, and roles, on two nodes. */
@ExtendWith({VertxExtension.class, SharedNodes.class})
final class RoomKindsE2E {
    private static final int CREATES = 100;

    @Test
    void roomsOfPairsAndRoles(Vertx vertx, TwoNodes hub) throws Exception {
        pairThatMakesItsRoomManyTimesAtOnceHasOne(vertx, hub);
        mutedOnOneNodeIsMutedOnTheOther(vertx, hub);
    }

    private static BridgeClient login(Vertx vertx, TwoNodes hub, int node, String user) {
        return Talk.login(
                vertx, hub.node(node).url(), TwoNodes.TOKENS.user(user).sign());
    }

    private static void pairThatMakesItsRoomManyTimesAtOnceHasOne(Vertx vertx, TwoNodes hub) throws Exception {
        List<BridgeClient> pair = List.of(login(vertx, hub, 0, "kim"), login(vertx, hub, 1, "lee"));
        List<Future<JsonObject>> made = new ArrayList<>();
        for (int i = 0; i < CREATES; i++) {
            String other = i % 2 == 0 ? "lee" : "kim";
            made.add(pair.get(i % 2)
                    .request(
                            "api.rooms.create",
                            new JsonObject().put("kind", "direct").put("members", new JsonArray().add(other))));
        }
        Future.all(made).await(20, SECONDS);
        assertThat(made)
                .extracting(each -> each.result().getString("room"))
                .containsOnly(made.get(0).result().getString("room"));
        for (BridgeClient client : pair) {
            assertThat(client.call(RoomLists.MINE, new RoomLists.Mine()).rooms())
                    .extracting(RoomLists.Info::kind)
                    .containsExactly(RoomKind.DIRECT);
        }
    }

    private static void mutedOnOneNodeIsMutedOnTheOther(Vertx vertx, TwoNodes hub) {
        BridgeClient owner = login(vertx, hub, 0, "owner");
        BridgeClient moderator = login(vertx, hub, 1, "moderator");
        BridgeClient member = login(vertx, hub, 1, "member");
        RoomId room = owner.call(
                        Rooms.CREATE,
                        new Rooms.Create("Tea", List.of(new UserId("moderator"), new UserId("member")), null, null))
                .room();
        Talk.say(member, room, "hello");
        owner.call(Moderation.ROLE, new Moderation.SetRole(room, new UserId("moderator"), Role.MODERATOR));
        moderator.call(Moderation.MUTE, new Moderation.Mute(room, new UserId("member"), 600));
        assertThatThrownBy(() -> Talk.say(member, room, "me")).hasMessageContaining("FORBIDDEN: you are muted until");
        owner.call(Moderation.ROLE, new Moderation.SetRole(room, new UserId("moderator"), Role.MEMBER));
        assertThatThrownBy(() -> moderator.call(Moderation.MUTE, new Moderation.Mute(room, new UserId("member"), 0)))
                .hasMessageContaining("FORBIDDEN");
    }
}
