// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.RoomUpdates;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users who say themselves at what stage their deal is, so that a stage in front of the store lets them do more. */
@ExtendWith(VertxExtension.class)
class AccessVerticleDealStageTest {
    private static final String REFUSED = "FORBIDDEN: meta.dealStage: only the host app's server changes it";

    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
    }

    private static Rooms.Create create(String json) {
        return Json.read(new JsonObject(json), Rooms.Create.class);
    }

    private static RoomUpdates.Update update(RoomId room, String json) {
        return Json.read(new JsonObject(json).put("room", room.value()), RoomUpdates.Update.class);
    }

    private Map<String, Object> meta(RoomId room) {
        return harness.ok(Rooms.MEMBERS, SERVER, new Rooms.Members(room)).meta();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"Deal\",\"meta\":{\"dealStage\":\"paid\"}}",
                "{\"name\":\"Deal\",\"meta\":{\"dealStage\":7}}",
                "{\"name\":\"Deal\",\"members\":[\"bob\"],\"kind\":\"session\",\"meta\":{\"dealStage\":\"paid\",\"x\":1}}",
                "{\"kind\":\"direct\",\"members\":[\"bob\"],\"meta\":{\"dealStage\":\"paid\"}}"
            })
    void userMakesNoRoomWithAStage(String json) {
        assertThat(harness.refused(Rooms.CREATE, ANN, create(json))).isEqualTo(REFUSED);
    }

    @Test
    void userKeepsTheStageThatTheHostAppHasSet() {
        RoomId room = harness.ok(
                        Rooms.CREATE,
                        SERVER,
                        create(
                                "{\"name\":\"Deal\",\"owner\":\"ann\",\"members\":[\"bob\"],\"meta\":{\"dealStage\":\"offer\"}}"))
                .room();
        for (String change : new String[] {
            "{\"meta\":{\"dealStage\":\"paid\"}}", "{\"meta\":{\"color\":\"red\"}}", "{\"clear\":[\"meta\"]}"
        }) {
            assertThat(harness.refused(RoomUpdates.UPDATE, ANN, update(room, change)))
                    .as(change)
                    .isEqualTo(REFUSED);
        }
        harness.ok(
                RoomUpdates.UPDATE,
                ANN,
                update(room, "{\"topic\":\"Tea\",\"meta\":{\"dealStage\":\"offer\",\"n\":1}}"));
        assertThat(meta(room)).isEqualTo(Map.of("dealStage", "offer", "n", 1));
        harness.ok(RoomUpdates.UPDATE, SERVER, update(room, "{\"meta\":{\"dealStage\":\"paid\"}}"));
        assertThat(meta(room)).isEqualTo(Map.of("dealStage", "paid"));
    }

    @Test
    void roomWithoutAStageIsAsBefore() {
        RoomId room = harness.ok(Rooms.CREATE, ANN, create("{\"name\":\"Tea\",\"meta\":{\"a\":1}}"))
                .room();
        harness.ok(RoomUpdates.UPDATE, ANN, update(room, "{\"meta\":{\"a\":2}}"));
        harness.ok(RoomUpdates.UPDATE, ANN, update(room, "{\"clear\":[\"meta\"]}"));
        assertThat(harness.refused(RoomUpdates.UPDATE, ANN, update(room, "{\"meta\":{\"dealStage\":\"paid\"}}")))
                .isEqualTo(REFUSED);
        for (Caller other : new Caller[] {BOB, EVE}) {
            assertThat(harness.refused(RoomUpdates.UPDATE, other, update(room, "{\"meta\":{\"dealStage\":\"paid\"}}")))
                    .as("a stranger learns nothing")
                    .isEqualTo("FORBIDDEN: no such room, or closed to you");
        }
    }
}
