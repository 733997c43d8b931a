// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomLink;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.RoomUpdates;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ann owns a session with bob. */
@ExtendWith(VertxExtension.class)
class AccessVerticleRoomUpdatesTest {
    private AccessHarness harness;
    private RoomId room;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        room = harness.ok(
                        Rooms.CREATE,
                        ANN,
                        new Rooms.Create("Interview", List.of(BOB.user()), null, null).of(RoomKind.SESSION))
                .room();
    }

    private RoomUpdates.Update update(String json) {
        return Json.read(new JsonObject(json).put("room", room.value()), RoomUpdates.Update.class);
    }

    private Rooms.MemberList list() {
        return harness.ok(Rooms.MEMBERS, SERVER, new Rooms.Members(room));
    }

    private Messages.Send say(String clientId) {
        return new Messages.Send(room, new ClientId(clientId), "hello");
    }

    @Test
    void updateChangesWhatItNamesAndNothingElse() {
        long seq = harness.ok(
                        RoomUpdates.UPDATE,
                        ANN,
                        update(
                                "{'topic':'Java','link':{'type':'job','id':'7','title':'Engineer'},'meta':{'$set':{'__proto__':1}}}"
                                        .replace('\'', '"')))
                .seq();
        assertThat(seq).isEqualTo(2);
        Rooms.MemberList list = list();
        assertThat(list.name() + " " + list.topic()).isEqualTo("Interview Java");
        assertThat(list.link()).isEqualTo(new RoomLink("job", "7", "Engineer"));
        assertThat(list.meta()).isEqualTo(Map.of("$set", Map.of("__proto__", 1)));

        harness.ok(RoomUpdates.UPDATE, ANN, update("{\"name\":\"Talk\",\"clear\":[\"topic\",\"link\"]}"));
        assertThat(list().name()).isEqualTo("Talk");
        assertThat(list().topic()).isNull();
        assertThat(list().link()).isNull();
        assertThat(list().meta()).isNotNull();
        assertThat(harness.ok(RoomUpdates.UPDATE, ANN, update("{\"name\":\"Talk\"}"))
                        .seq())
                .as("what is so already is not stored again")
                .isEqualTo(3);
    }

    @Test
    void membersAndStrangersDoNotChangeARoom() {
        assertThat(harness.refused(RoomUpdates.UPDATE, BOB, update("{\"name\":\"Mine\"}")))
                .isEqualTo("FORBIDDEN: only owners and moderators change the room");
        assertThat(harness.refused(RoomUpdates.UPDATE, EVE, update("{\"name\":\"Mine\"}")))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(RoomUpdates.END, BOB, new RoomUpdates.End(room)))
                .isEqualTo("FORBIDDEN: only owners end the room");
        assertThat(harness.refused(RoomUpdates.END, EVE, new RoomUpdates.End(room)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(list().name()).isEqualTo("Interview");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"\"}",
                "{\"name\":\"a\\u202eb\"}",
                "{\"status\":\"completed\"}",
                "{\"slowSeconds\":-1}",
                "{\"slowSeconds\":3601}",
                "{\"avatar\":\"http://pictures.example/a.png\"}",
                "{\"link\":{\"type\":\"job\"}}",
                "{\"meta\":[]}",
                "{\"clear\":[\"name\"]}",
                "{\"topic\":\"two\\nlines\"}"
            })
    void malformedUpdatesAreRefused(String json) {
        assertThat(harness.malformed(RoomUpdates.UPDATE, ANN, new JsonObject(json).put("room", room.value())))
                .startsWith("BAD_REQUEST");
        assertThat(list().seq()).isEqualTo(1);
    }

    @Test
    void largeMetadataAndEndsWithoutARoomAreRefused() {
        JsonObject large =
                new JsonObject().put("room", room.value()).put("meta", new JsonObject().put("a", "x".repeat(4_100)));
        assertThat(harness.malformed(RoomUpdates.UPDATE, ANN, large)).startsWith("BAD_REQUEST: meta: 41");
        assertThat(harness.malformed(RoomUpdates.END, ANN, new JsonObject())).startsWith("BAD_REQUEST: room");
        assertThat(harness.malformed(
                        RoomUpdates.UPDATE,
                        ANN,
                        new JsonObject().put("room", room.value()).put("clear", new JsonArray().add(7))))
                .startsWith("BAD_REQUEST");
    }

    @Test
    void endedRoomIsOverForAllItsMembers() {
        harness.ok(Messages.SEND, BOB, say("c1"));
        assertThat(harness.ok(RoomUpdates.END, ANN, new RoomUpdates.End(room)).seq())
                .isEqualTo(3);
        assertThat(harness.refused(Messages.SEND, BOB, say("c2"))).isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Messages.SEND, ANN, say("c2"))).isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Messages.HISTORY, BOB, new Messages.History(room, null, null, null)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(list().status()).isEqualTo(RoomStatus.COMPLETED);
        assertThat(list().members()).isEmpty();
        assertThat(harness.refused(RoomUpdates.END, ANN, new RoomUpdates.End(room)))
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void archivedRoomIsReadAndNotWrittenTo() {
        harness.ok(RoomUpdates.UPDATE, ANN, update("{\"status\":\"archived\"}"));
        assertThat(harness.refused(Messages.SEND, ANN, say("c1"))).isEqualTo("FORBIDDEN: the room is archived");
        harness.ok(Messages.HISTORY, BOB, new Messages.History(room, null, null, null));
        harness.ok(RoomUpdates.UPDATE, ANN, update("{\"status\":\"active\"}"));
        harness.ok(Messages.SEND, BOB, say("c1"));
    }

    @Test
    void membersOfASlowRoomWaitBetweenTwoMessages() {
        harness.ok(RoomUpdates.UPDATE, ANN, update("{\"slowSeconds\":600}"));
        harness.ok(Messages.SEND, BOB, say("c1"));
        harness.ok(Messages.SEND, BOB, say("c1"));
        assertThat(harness.refused(Messages.SEND, BOB, say("c2")))
                .startsWith("TOO_MANY: slow: one message in 600 seconds; retry after ");
        harness.ok(Messages.SEND, ANN, say("c2"));
        harness.ok(Messages.SEND, ANN, say("c3"));
    }

    @Test
    void directRoomIsOneForEachPairWhoeverAsks() {
        RoomId first = harness.ok(Rooms.CREATE, ANN, direct(BOB.user())).room();
        assertThat(first.value()).matches("direct:[0-9a-f]{40}");
        assertThat(harness.ok(Rooms.CREATE, BOB, direct(ANN.user())).room()).isEqualTo(first);
        assertThat(harness.ok(Rooms.CREATE, SERVER, direct(BOB.user(), ANN.user()))
                        .room())
                .isEqualTo(first);
        assertThat(harness.ok(Rooms.CREATE, ANN, direct(EVE.user())).room()).isNotEqualTo(first);
        assertThat(harness.refused(Rooms.LEAVE, ANN, new Rooms.Leave(first))).startsWith("FORBIDDEN: only ");
        assertThat(harness.refused(Rooms.ADD, ANN, new Rooms.Add(first, EVE.user())))
                .startsWith("FORBIDDEN: only ");
        assertThat(harness.refused(Rooms.JOIN, EVE, new Rooms.Join(first))).isEqualTo(ACCESS_DENIED);
    }

    private static Rooms.Create direct(UserId... members) {
        return new Rooms.Create(
                null, List.of(members), null, null, null, RoomKind.DIRECT, null, null, null, null, null);
    }

    @Test
    void directRoomsWithOneselfWithManyOrWithANameAreRefused() {
        String two = "BAD_REQUEST: members: not one other user (expected: the two users of a direct room)";
        assertThat(harness.refused(Rooms.CREATE, ANN, direct())).isEqualTo(two);
        assertThat(harness.refused(Rooms.CREATE, ANN, direct(ANN.user()))).isEqualTo(two);
        assertThat(harness.refused(Rooms.CREATE, ANN, direct(BOB.user(), EVE.user())))
                .isEqualTo(two);
        assertThat(harness.refused(
                        Rooms.CREATE, ANN, new Rooms.Create("Us", List.of(BOB.user()), null, null).of(RoomKind.DIRECT)))
                .startsWith("BAD_REQUEST: a direct room has no owner, no name");
        assertThat(harness.refused(
                        Rooms.CREATE,
                        SERVER,
                        new Rooms.Create("Fake", List.of(), Visibility.PUBLIC, new RoomId("direct:" + "0".repeat(40)))))
                .startsWith("BAD_REQUEST: room: direct:0000");
    }
}
