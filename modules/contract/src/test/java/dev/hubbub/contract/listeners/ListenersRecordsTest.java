// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.listeners.Listeners.Replay;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListenersRecordsTest {
    private static Replay read(String json) {
        return Json.read(new JsonObject(json.replace('\'', '"')), Replay.class);
    }

    @Test
    void replayBeginsWithTheFirstEntryAndHasAHundredUnlessItSaysOtherwise() {
        assertThat(read("{'room':'tea','listener':'archive'}"))
                .isEqualTo(new Replay(new RoomId("tea"), "archive", 0L, 100));
        assertThat(read("{'room':'tea','listener':'a-1_b','after':7,'limit':1}"))
                .isEqualTo(new Replay(new RoomId("tea"), "a-1_b", 7L, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'listener':'archive'}|room: missing",
                "{'room':'tea'}|listener: missing",
                "{'room':'tea','listener':'a.b'}|listener: \"a.b\" (expected: 1 to 64 letters",
                "{'room':'tea','listener':'../svc'}|listener: \"../svc\"",
                "{'room':'tea','listener':'archive','after':-1}|after: -1 (expected: 0 or more)",
                "{'room':'tea','listener':'archive','limit':101}|limit: 101 (expected: 1 to 100)",
                "{'room':'tea','listener':'archive','limit':0}|limit: 0 (expected: 1 to 100)"
            })
    void whatIsNoReplayIsRefused(String json, String message) {
        assertThatThrownBy(() -> read(json)).hasMessageStartingWith("BAD_REQUEST: " + message);
    }
}
