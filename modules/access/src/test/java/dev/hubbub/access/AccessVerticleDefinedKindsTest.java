// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.RoomKindConfig;
import dev.hubbub.contract.invites.Invites;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Rights;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomUpdates;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator defines {@code support}: a group in which members invite, moderators do not send, and three fit. */
@ExtendWith(VertxExtension.class)
class AccessVerticleDefinedKindsTest {
    private static final RoomKind SUPPORT = new RoomKind("support");
    private static final RoomKindConfig CONFIG = new RoomKindConfig(
            "support", "group", Map.of("invite", List.of("owner", "member"), "send", List.of("owner")), 3);

    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults().with(List.of(CONFIG)));
    }

    private RoomId room(RoomKind kind) {
        return harness.ok(Rooms.CREATE, ANN, new Rooms.Create("Help", List.of(BOB.user()), null, null).of(kind))
                .room();
    }

    @Test
    void membersHaveTheRightsThatTheOperatorNames() {
        RoomId room = room(SUPPORT);
        assertThat(harness.ok(Rights.MAY, BOB, new Rights.May(room)).rights())
                .containsExactlyInAnyOrder(Right.READ, Right.SIGNAL, Right.REACT, Right.LEAVE, Right.INVITE);
        harness.ok(Invites.CREATE, BOB, new Invites.Create(room, null, null, null, null));
        assertThat(harness.refused(Messages.SEND, BOB, message(room, "me")))
                .isEqualTo("FORBIDDEN: only owners send messages");
        assertThat(harness.ok(Messages.SEND, ANN, message(room, "hello")).seq()).isEqualTo(2);
        assertThat(harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(room)).kind())
                .isEqualTo(SUPPORT);
    }

    @Test
    void roomNamesTheKindThatItIsLike() {
        RoomId room = room(SUPPORT);
        assertThat(harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(room)).base())
                .isEqualTo(RoomKind.GROUP);
        JsonObject change = new JsonObject().put("room", room.value()).put("topic", "News");
        harness.ok(RoomUpdates.UPDATE, ANN, Json.read(change, RoomUpdates.Update.class));
        assertThat(harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(room)).base())
                .as("after a change")
                .isEqualTo(RoomKind.GROUP);
        assertThat(harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(room(RoomKind.GROUP)))
                        .base())
                .isNull();
    }

    @Test
    void groupsStayAsTheyAre() {
        RoomId room = room(RoomKind.GROUP);
        assertThat(harness.ok(Messages.SEND, BOB, message(room, "me")).seq()).isEqualTo(2);
        assertThat(harness.refused(Invites.CREATE, BOB, new Invites.Create(room, null, null, null, null)))
                .startsWith("FORBIDDEN: only owners and moderators");
    }

    @Test
    void roomIsFullAsTheOperatorSays() {
        RoomId room = room(SUPPORT);
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(room, EVE.user()));
        assertThat(harness.refused(Rooms.ADD, ANN, new Rooms.Add(room, new UserId("zoe"))))
                .isEqualTo("FORBIDDEN: room is full");
    }

    @Test
    void kindsThatAreNotDefinedAreRefusedByName() {
        assertThat(harness.malformed(
                        Rooms.CREATE, ANN, new JsonObject().put("name", "Help").put("kind", "sales")))
                .isEqualTo("BAD_REQUEST: kind: sales (expected: channel or direct or group or session or support)");
    }
}
