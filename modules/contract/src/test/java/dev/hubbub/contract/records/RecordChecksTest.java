// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keys, requests and kinds of records refuse. */
final class RecordChecksTest {
    private static final RecordKey KEY = new RecordKey("ann", "note", "7");
    private static final RecordKind<Note> NOTE = new RecordKind<>("note", Note.class);

    record Note(String text) {}

    private static void assertRefused(String text, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageStartingWith(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "a\u0000", "\u007f", "é"})
    void partsOfAKeyArePrintableWithoutASpace(String part) {
        assertRefused("scope: ", () -> new RecordKey(part, "note", "7"));
        assertRefused("kind: ", () -> new RecordKey("ann", part, "7"));
        assertRefused("key: ", () -> new RecordKey("ann", "note", part));
    }

    @Test
    void partsOfAKeyAreBounded() {
        String longest = "x".repeat(255);
        assertThat(new RecordKey(longest, "x".repeat(32), longest).key()).isEqualTo(longest);
        assertRefused("scope: ", () -> new RecordKey(longest + "x", "note", "7"));
        assertRefused("kind: ", () -> new RecordKey("ann", "x".repeat(33), "7"));
        assertRefused("key: ", () -> new RecordKey("ann", "note", longest + "x"));
        assertRefused("scope: missing", () -> new RecordKey(null, "note", "7"));
    }

    @Test
    void requestsHaveKeysVersionsRanksAndValues() {
        assertRefused("key: missing", () -> new Records.Put(null, null, Map.of()));
        assertRefused("value: missing", () -> new Records.Put(KEY, null, null));
        assertRefused("version: -1", () -> new Records.Put(KEY, -1L, Map.of()));
        assertRefused("key: missing", () -> new Records.Raise(null, 1, Map.of()));
        assertRefused("value: missing", () -> new Records.Raise(KEY, 1, null));
        assertRefused("rank: 0", () -> new Records.Raise(KEY, 0, Map.of()));
        assertRefused("key: missing", () -> new Records.Delete(null, null));
        assertRefused("version: 0", () -> new Records.Delete(KEY, 0L));
        assertRefused("keys: 2001", () -> new Records.Get(Collections.nCopies(2_001, KEY)));
    }

    @Test
    void listsAreCheckedByField() {
        assertThat(new Records.ListOf("ann", "note", null, null).limit()).isEqualTo(1_000);
        assertRefused("scope: ", () -> new Records.ListOf("a b", "note", null, null));
        assertRefused("kind: ", () -> new Records.ListOf("ann", null, null, null));
        assertRefused("after: ", () -> new Records.ListOf("ann", "note", "", null));
        assertRefused("limit: 0", () -> new Records.ListOf("ann", "note", null, 0));
        assertRefused("limit: 1001", () -> new Records.ListOf("ann", "note", null, 1_001));
    }

    @Test
    void wrongTypesAreRefusedNamingTheField() {
        JsonObject put = new JsonObject().put("key", Json.write(KEY)).put("value", "text");
        assertThatThrownBy(() -> Json.read(put, Records.Put.class))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("BAD_REQUEST: value");
        JsonObject raise =
                new JsonObject().put("key", "ann note 7").put("rank", 1).put("value", new JsonObject());
        assertThatThrownBy(() -> Json.read(raise, Records.Raise.class))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("BAD_REQUEST: key");
    }

    @Test
    void valueOfARequestDoesNotChangeLater() {
        Map<String, Object> value = new HashMap<>(Map.of("n", 1));
        Records.Put put = new Records.Put(KEY, null, value);
        value.put("n", 2);
        assertThat(put.value()).isEqualTo(Map.of("n", 1));
    }

    @Test
    void kindReadsWhatItWrote() {
        Note note = new Note("tea at five");
        Map<String, Object> value = NOTE.put(KEY, note).value();
        assertThat(NOTE.put(KEY, 3, note)).isEqualTo(new Records.Put(KEY, 3L, value));
        assertThat(NOTE.raise(KEY, 4, note)).isEqualTo(new Records.Raise(KEY, 4, value));
        StoredRecord stored = new StoredRecord(NOTE.key("ann", "7"), 1, 0, value);
        assertThat(NOTE.is(stored)).isTrue();
        assertThat(NOTE.read(stored)).isEqualTo(note);
        assertThat(NOTE.readIfValid(stored)).contains(note);
        assertThat(NOTE.key("ann")).isEqualTo(new RecordKey("ann", "note", "-"));
    }

    @Test
    void valueOfAnotherTypeIsAFaultOfTheHubNotOfTheCaller() {
        StoredRecord stored = new StoredRecord(KEY, 1, 0, Map.of("text", 5));
        assertThatThrownBy(() -> NOTE.read(stored))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("note")
                .hasMessageContaining("text");
        assertThat(NOTE.readIfValid(stored)).isEmpty();
    }

    @Test
    void kindsHaveAName() {
        assertRefused("kind: ", () -> new RecordKind<>("two words", Note.class));
    }
}
