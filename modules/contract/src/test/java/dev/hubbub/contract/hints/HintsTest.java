// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.hints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints.Body;
import dev.hubbub.contract.hints.Hints.Except;
import dev.hubbub.contract.hints.Hints.ToAll;
import dev.hubbub.contract.hints.Hints.ToRooms;
import dev.hubbub.contract.hints.Hints.ToUsers;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HintsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ANN = new UserId("ann");

    @Test
    void hintOfARecordCrossesTheBusAsOneFlatObject() {
        Presence.Typed typed = new Presence.Typed(ANN, true, Instant.EPOCH);
        ToRooms hint = new ToRooms(List.of(TEA), Body.of("typing", typed), Except.user(ANN));
        JsonObject json = Json.write(hint);
        assertThat(json.encode())
                .isEqualTo("{\"rooms\":[\"tea\"],\"hint\":{\"event\":\"typing\",\"user\":\"ann\",\"typing\":true,"
                        + "\"expiresAt\":\"1970-01-01T00:00:00.000Z\"},\"except\":{\"users\":[\"ann\"]}}");
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
        assertThatThrownBy(() -> new ToAll(null, null)).hasMessage("hint: missing");
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
        List<UserId> crowd =
                IntStream.range(0, 1_001).mapToObj(n -> new UserId("u" + n)).toList();
        assertThat(Except.users(crowd.subList(0, 1_000)).users()).hasSize(1_000);
        assertThatThrownBy(() -> Except.users(crowd)).hasMessage("except: 1001 (expected: 0 to 1000)");
    }

    @Test
    void usersAndOneSocketAreSparedTogether() {
        Caller first = Caller.of("ann").at("1@a");
        Caller second = Caller.of("ann").at("1@b");
        Except one = new Except(Set.of(new UserId("bob"), new UserId("cyn")), "1@a");
        assertThat(one.spares(first)).isTrue();
        assertThat(one.spares(second)).isFalse();
        assertThat(one.spares(Caller.of("bob").at("2@a"))).isTrue();
        assertThat(one.spares(Caller.of("cyn"))).isTrue();
        assertThat(one.spares(Caller.of("ann"))).as("without a socket").isFalse();
        assertThat(Except.user(ANN).spares(second)).isTrue();
        assertThat(new Except(null, null).spares(Caller.of("ann"))).isFalse();
    }

    @Test
    void hintToAllCrossesTheBus() {
        ToAll hint = new ToAll(new Body("poke", Map.of("n", 1)), new Except(Set.of(ANN), "1@a"));
        JsonObject json = Json.write(hint);
        assertThat(json.encode())
                .isEqualTo("{\"hint\":{\"event\":\"poke\",\"n\":1},"
                        + "\"except\":{\"users\":[\"ann\"],\"socket\":\"1@a\"}}");
        assertThat(Json.read(json, ToAll.class)).isEqualTo(hint);
        json.put("except", new JsonObject().put("socket", "two words"));
        assertThatThrownBy(() -> Json.read(json, ToAll.class)).hasMessageStartingWith("BAD_REQUEST: socket");
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
