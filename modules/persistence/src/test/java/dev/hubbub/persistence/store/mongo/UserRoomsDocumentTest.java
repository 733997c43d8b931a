// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.TestRequests.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.UserRoom;
import dev.hubbub.persistence.store.UserRoomChange;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserRoomsDocumentTest {
    private static final RoomsOf NINE = new RoomsOf(new UserId("ann"), 9);
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final long NOW_MILLIS = NOW.toEpochMilli();

    private static UserRoomsDocument document(JsonObject rooms) {
        return new UserRoomsDocument(new JsonObject().put("rooms", rooms), NOW);
    }

    @Test
    void eachChangeIsAFieldOfItsOwn() {
        UserRoom owner = new UserRoom(Role.OWNER, 4);
        assertThat(UserRoomsDocument.field(new UserRoomChange(user("ann"), new RoomId("tea"), 6, NOW, owner)))
                .isEqualTo(new JsonObject()
                        .put(
                                "rooms.tea:13",
                                new JsonObject()
                                        .put("at", new JsonObject().put("$date", NOW.toString()))
                                        .put("role", "owner")
                                        .put("since", 4L)));
        assertThat(UserRoomsDocument.field(new UserRoomChange(user("ann"), new RoomId("tea"), 6, NOW, false)))
                .isEqualTo(new JsonObject().put("rooms.tea:12", new JsonObject().put("$date", NOW.toString())));
    }

    @Test
    void largestNumberOfARoomCounts() {
        UserRoomsDocument document = document(new JsonObject()
                .put("tea:12", 1)
                .put("tea:15", 2)
                .put("tea:3", 3)
                .put("pub:3", 4)
                .put("pub:8", 5));
        assertThat(document.userRooms(NINE)).isEqualTo(new UserRooms(List.of(new RoomId("tea")), 1));
    }

    @Test
    void changesOfOlderVersionsAreOfPlainMembers() {
        assertThat(document(new JsonObject().put("tea:13", 1)).memberships(List.of(new RoomId("tea"))))
                .isEqualTo(Map.of(new RoomId("tea"), new UserRoom(Role.MEMBER, 6)));
    }

    @Test
    void supersededChangesAndOldDeparturesAreObsolete() {
        UserRoomsDocument document = document(new JsonObject()
                .put("member:3", 0)
                .put("back:3", 0)
                .put("back:8", 0)
                .put("back:13", 0)
                .put("lately:8", NOW_MILLIS - 59_000)
                .put("old:3", 0)
                .put("old:8", NOW_MILLIS - 61_000));
        assertThat(document.obsoleteFields().fieldNames())
                .containsExactlyInAnyOrder("rooms.back:3", "rooms.back:8", "rooms.old:3", "rooms.old:8");
    }

    @Test
    void unknownUserHasNoRooms() {
        assertThat(new UserRoomsDocument(null, NOW).userRooms(NINE).rooms()).isEmpty();
        assertThat(new UserRoomsDocument(new JsonObject(), NOW).obsoleteFields().isEmpty())
                .isTrue();
    }
}
