// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.hints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints.Body;
import dev.hubbub.contract.hints.Hints.ToRooms;
import dev.hubbub.contract.hints.Hints.ToUsers;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HintsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ANN = new UserId("ann");

    @Test
    void hintOfARecordCrossesTheBusAsOneFlatObject() {
        Presence.Typed typed = new Presence.Typed(ANN, true, Instant.EPOCH);
        ToRooms hint = new ToRooms(List.of(TEA), Body.of("typing", typed), ANN);
        JsonObject json = Json.write(hint);
        assertThat(json.encode())
                .isEqualTo("{\"rooms\":[\"tea\"],\"hint\":{\"event\":\"typing\",\"user\":\"ann\",\"typing\":true,"
                        + "\"expiresAt\":\"1970-01-01T00:00:00.000Z\"},\"except\":\"ann\"}");
        assertThat(Json.read(json, ToRooms.class)).isEqualTo(hint);
    }

    @Test
    void followersOfARoomGetTheHintWithTheRoom() {
        Body hint = new Body("raised-hand", Map.of("room", "another", "user", "ann"));
        assertThat(Json.encode(hint.in(TEA)))
                .isEqualTo("{\"event\":\"raised-hand\",\"room\":\"tea\",\"user\":\"ann\"}");
    }

    @Test
    void hintOfAKindThatIsNoWordOrNamedTwiceIsRefused() {
        assertThatThrownBy(() -> new Body("", Map.of())).hasMessageStartingWith("event: ");
        assertThatThrownBy(() -> new Body("raised hand", Map.of())).hasMessageStartingWith("event: ");
        assertThatThrownBy(() -> new Body("a", Map.of("event", "b"))).hasMessageStartingWith("hint.event: twice");
        assertThatThrownBy(() -> new ToRooms(List.of(TEA), null, null)).hasMessage("hint: missing");
        assertThatThrownBy(() -> new ToUsers(List.of(ANN), null, null)).hasMessage("hint: missing");
    }

    @Test
    void recipientsAreBounded() {
        Body hint = new Body("raised-hand", null);
        assertThat(new ToRooms(Collections.nCopies(1_000, TEA), hint, null).rooms())
                .hasSize(1_000);
        assertThatThrownBy(() -> new ToRooms(Collections.nCopies(1_001, TEA), hint, null))
                .hasMessage("rooms: 1001 (expected: 0 to 1000)");
        assertThatThrownBy(() -> new ToUsers(Collections.nCopies(1_001, ANN), hint, null))
                .hasMessage("users: 1001 (expected: 0 to 1000)");
    }

    @Test
    void malformedHintIsNotReadAndNamesTheField() {
        JsonObject json = new JsonObject().put("users", new JsonArray().add("ann"));
        assertThatThrownBy(() -> Json.read(json, ToUsers.class))
                .isInstanceOf(HubException.class)
                .hasMessage("BAD_REQUEST: hint: missing");
        json.put("hint", new JsonObject().put("event", "poke")).put("except", "seven");
        assertThatThrownBy(() -> Json.read(json, ToUsers.class)).hasMessageStartingWith("BAD_REQUEST: except");
    }
}
