// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.RoomUpdates.Update;
import dev.hubbub.contract.rooms.Rooms.MemberList;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoomUpdateTest {
    private static final String FULL =
            """
            {"name": "Tea", "visibility": "private", "kind": "guild", "base": "channel", "durability": "ephemeral",
             "topic": "Leaves", "avatar": "https://a.example/a.png", "link": {"type": "order", "id": "7"},
             "meta": {"$set": 1}, "readOnly": true, "slowSeconds": 5, "color": "green"}""";

    private final RoomDetails full = Json.read(new JsonObject(FULL), RoomDetails.class);

    private static Update update(String json) {
        return Json.read(new JsonObject(json).put("room", "tea"), Update.class);
    }

    @Test
    void whatIsAbsentStays() {
        assertThat(update("{}").applyTo(full)).isEqualTo(full);
        assertThat(Json.write(full)).isEqualTo(new JsonObject(FULL));
    }

    @Test
    void whatIsNamedTakesThePlaceOfWhatThereWas() {
        RoomDetails changed = update(
                        """
                        {"name": "Coffee", "visibility": "public", "status": "archived", "topic": "Beans",
                         "avatar": "https://b.example/b.png", "link": {"type": "order", "id": "8"}, "meta": {"a": 2},
                         "readOnly": false, "slowSeconds": 9}""")
                .applyTo(full);
        assertThat(Json.write(changed))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"name": "Coffee", "visibility": "public", "kind": "guild", "base": "channel",
                                 "status": "archived", "durability": "ephemeral", "topic": "Beans",
                                 "avatar": "https://b.example/b.png", "link": {"type": "order", "id": "8"},
                                 "meta": {"a": 2}, "slowSeconds": 9, "color": "green"}"""));
        assertThat(changed.isActive()).isFalse();
        assertThat(update("{\"status\": \"active\"}").applyTo(changed).status()).isNull();
    }

    @Test
    void whatIsClearedIsGone() {
        RoomDetails cleared = update("{\"clear\": [\"topic\", \"avatar\", \"link\", \"meta\"], \"slowSeconds\": 0}")
                .applyTo(full);
        assertThat(Json.write(cleared).fieldNames())
                .containsExactlyInAnyOrder("name", "visibility", "kind", "base", "durability", "readOnly", "color");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"\"}",
                "{\"status\": \"completed\"}",
                "{\"slowSeconds\": 3601}",
                "{\"clear\": [\"name\"]}",
                "{\"avatar\": \"http://a.example/a.png\"}",
                "{\"meta\": {\"a\": \"\\ud800\"}}"
            })
    void valuesBeyondTheirBoundsAreRefused(String json) {
        assertThatThrownBy(() -> update(json)).isInstanceOf(HubException.class);
    }

    @Test
    void listOfMembersSaysWhatTheRoomIs() {
        JsonObject list = Json.write(MemberList.of(new RoomId("tea"), full, 9, List.of(), new UserId("ann")));
        JsonObject expected = new JsonObject(FULL)
                .put("room", "tea")
                .put("seq", 9)
                .put("members", List.of())
                .put("next", "ann");
        expected.remove("color");
        assertThat(list.getMap().keySet()).isEqualTo(expected.getMap().keySet());
        assertThat(list.getString("base")).isEqualTo("channel");
    }

    @Test
    void definedKindIsLikeItsBase() {
        RoomDetails plain = new RoomDetails("Tea", Visibility.PUBLIC, new RoomKind("guild"));
        assertThat(plain.isLike(RoomKind.CHANNEL)).isFalse();
        assertThat(plain.withBase(RoomKind.CHANNEL).keepsMembersApart()).isTrue();
        assertThat(plain.withBase(new RoomKind("guild"))).isEqualTo(plain);
    }
}
