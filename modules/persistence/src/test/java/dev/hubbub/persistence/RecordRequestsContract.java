// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Requests about records over the bus, on a store. The kind of record is known to this test only: a new kind of small
 * state is a {@link RecordKind}, and nothing in the store.
 */
@ExtendWith(VertxExtension.class)
abstract class RecordRequestsContract {
    private static final RecordKind<Note> NOTE = new RecordKind<>("note", Note.class);
    private static final RecordKey KEY = NOTE.key("kitchen", "7");
    private static final Note MILK = new Note("Milk is out \u0000 {\"$oid\": 1} 👍", true);
    private static final Note BREAD = new Note("Bread is out", false);

    private Bus bus;

    record Note(String text, boolean pinned) {}

    protected abstract PersistenceConfig config();

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        vertx.deployVerticle(() -> new PersistenceVerticle(config()), new DeploymentOptions())
                .await(20, SECONDS);
    }

    private <Q extends Record, R extends Record> R call(Rpc<Q, R> rpc, Q request) throws Exception {
        return bus.call(rpc, request).await(5, SECONDS);
    }

    private List<StoredRecord> stored() throws Exception {
        return call(Records.GET, new Records.Get(List.of(KEY))).records();
    }

    private Note note() throws Exception {
        return NOTE.read(stored().get(0));
    }

    private void assertMalformed(Rpc<?, ?> rpc, String text, JsonObject body) {
        assertThatThrownBy(() -> bus.relay(rpc.address(), null, body).await(5, SECONDS))
                .hasMessageStartingWith("BAD_REQUEST: " + text);
    }

    @Test
    void putValuesAreRead() throws Exception {
        assertThat(stored()).isEmpty();
        assertThat(call(Records.PUT, NOTE.put(KEY, MILK)).stored()).isTrue();
        assertThat(note()).isEqualTo(MILK);
        assertThat(stored().get(0).version()).isEqualTo(1);
    }

    @Test
    void putOfAnOldVersionIsRefused() throws Exception {
        call(Records.PUT, NOTE.put(KEY, 0, MILK));
        assertRefused(ErrorCode.CONFLICT, bus.call(Records.PUT, NOTE.put(KEY, 0, BREAD)));
        assertRefused(ErrorCode.CONFLICT, bus.call(Records.PUT, NOTE.put(KEY, 2, BREAD)));
        assertThat(note()).isEqualTo(MILK);
        call(Records.PUT, NOTE.put(KEY, 1, BREAD));
        assertThat(note()).isEqualTo(BREAD);
    }

    @Test
    void ofRaisedValuesTheHighestRankHolds() throws Exception {
        assertThat(call(Records.RAISE, NOTE.raise(KEY, 5, MILK)).stored()).isTrue();
        assertThat(call(Records.RAISE, NOTE.raise(KEY, 5, BREAD)).stored()).isFalse();
        assertThat(note()).isEqualTo(MILK);
        assertThat(call(Records.RAISE, NOTE.raise(KEY, 6, BREAD)).stored()).isTrue();
        assertThat(note()).isEqualTo(BREAD);
    }

    @Test
    void recordsOfAScopeAreListed() throws Exception {
        for (String key : List.of("3", "1", "2")) {
            call(Records.PUT, NOTE.put(NOTE.key("kitchen", key), MILK));
        }
        call(Records.PUT, NOTE.put(NOTE.key("cellar", "9"), MILK));

        List<StoredRecord> first = call(Records.LIST, new Records.ListOf("kitchen", "note", null, 2))
                .records();
        List<StoredRecord> rest = call(Records.LIST, new Records.ListOf("kitchen", "note", "2", null))
                .records();
        assertThat(first).extracting(each -> each.key().key()).containsExactly("1", "2");
        assertThat(rest).extracting(each -> each.key().key()).containsExactly("3");
    }

    @Test
    void pageOfLargeValuesEndsEarlyAndSaysSo() throws Exception {
        Note large = new Note("x".repeat(Records.MAX_BYTES - 100), true);
        for (int n = 100; n < 165; n++) {
            call(Records.PUT, NOTE.put(NOTE.key("kitchen", "" + n), large));
        }
        Records.Found first = call(Records.LIST, new Records.ListOf("kitchen", "note", null, null));
        assertThat(first.more()).isTrue();
        assertThat(first.records()).hasSizeBetween(55, 64);
        String last = first.records().get(first.records().size() - 1).key().key();
        Records.Found rest = call(Records.LIST, new Records.ListOf("kitchen", "note", last, null));
        assertThat(rest.more()).isNull();
        assertThat(first.records().size() + rest.records().size()).isEqualTo(65);
        assertThat(rest.records().get(0).key().key()).isEqualTo("" + (Integer.parseInt(last) + 1));
    }

    @Test
    void recordsAreDeleted() throws Exception {
        call(Records.PUT, NOTE.put(KEY, MILK));
        assertRefused(ErrorCode.CONFLICT, bus.call(Records.DELETE, new Records.Delete(KEY, 2L)));
        assertThat(call(Records.DELETE, new Records.Delete(KEY, 1L)).key()).isEqualTo(KEY);
        assertThat(stored()).isEmpty();
        assertThat(call(Records.DELETE, new Records.Delete(KEY, null)).key()).isEqualTo(KEY);
    }

    @Test
    void valuesAreBoundedAsJson() throws Exception {
        String longest = "x".repeat(Records.MAX_BYTES - "{\"text\":\"\",\"pinned\":true}".length());
        call(Records.PUT, NOTE.put(KEY, new Note(longest, true)));
        assertThat(note().text()).isEqualTo(longest);

        Note tooLong = new Note(longest + "x", true);
        assertRefused(ErrorCode.TOO_LARGE, bus.call(Records.PUT, NOTE.put(KEY, tooLong)));
        assertRefused(ErrorCode.TOO_LARGE, bus.call(Records.RAISE, NOTE.raise(KEY, 1, tooLong)));
        Note escaped = new Note("\u0001".repeat(Records.MAX_BYTES / 6), true);
        assertRefused(ErrorCode.TOO_LARGE, bus.call(Records.PUT, NOTE.put(KEY, escaped)));
    }

    @Test
    void valuesThatAreNotUnicodeAreRefused() {
        Note half = new Note("\ud83d", true);
        assertRefused(ErrorCode.BAD_REQUEST, bus.call(Records.PUT, NOTE.put(KEY, half)));
        assertRefused(ErrorCode.BAD_REQUEST, bus.call(Records.RAISE, NOTE.raise(KEY, 1, half)));
    }

    @Test
    void malformedReadsAreRefused() {
        JsonObject key = Json.write(KEY);
        JsonArray tooMany = new JsonArray(Collections.nCopies(Records.MAX_KEYS + 1, key));
        assertMalformed(Records.GET, "keys: 2001", new JsonObject().put("keys", tooMany));
        assertMalformed(Records.GET, "keys", new JsonObject().put("keys", "ann"));
        JsonObject operator = key.copy().put("scope", new JsonObject().put("$ne", ""));
        assertMalformed(Records.GET, "keys", new JsonObject().put("keys", new JsonArray().add(operator)));
        assertMalformed(Records.LIST, "scope: missing", new JsonObject());
        assertMalformed(
                Records.LIST,
                "after",
                new JsonObject()
                        .put("scope", "kitchen")
                        .put("kind", "note")
                        .put("after", new JsonObject().put("$gt", "")));
    }

    @Test
    void malformedWritesAreRefused() throws Exception {
        JsonObject key = Json.write(KEY);
        JsonObject value = new JsonObject().put("text", "x");
        assertMalformed(Records.PUT, "key: missing", new JsonObject().put("value", value));
        assertMalformed(Records.PUT, "value: missing", new JsonObject().put("key", key));
        assertMalformed(Records.PUT, "value", new JsonObject().put("key", key).put("value", "text"));
        assertMalformed(
                Records.PUT,
                "version: -1",
                new JsonObject().put("key", key).put("value", value).put("version", -1));
        assertMalformed(Records.RAISE, "rank", new JsonObject().put("key", key).put("value", value));
        assertMalformed(
                Records.RAISE,
                "rank: 0",
                new JsonObject().put("key", key).put("value", value).put("rank", 0));
        assertMalformed(Records.DELETE, "key: missing", new JsonObject());
        assertMalformed(
                Records.DELETE, "version: 0", new JsonObject().put("key", key).put("version", 0));
        assertThat(stored()).isEmpty();
    }

    @Test
    void nestedValuesComeBackAsTheyWere() throws Exception {
        JsonObject deep = new JsonObject().put("__proto__", new JsonObject().put("admin", true));
        for (int level = 0; level < 14; level++) {
            deep = new JsonObject()
                    .put("$set", deep)
                    .put("a.b", new JsonArray().addNull().add(1.5).add("x"));
        }
        call(Records.PUT, new Records.Put(KEY, null, deep.getMap()));
        assertThat(new JsonObject(stored().get(0).value())).isEqualTo(deep);
    }

    @Test
    void namesAndTextsMeanNothingToTheStore() throws Exception {
        Map<String, Object> value = Map.of("$set", Map.of("a.b", 1), "$where", "1 == 1", "", "empty name");
        call(Records.PUT, new Records.Put(KEY, null, value));
        assertThat(stored().get(0).value()).isEqualTo(value);
        call(Records.RAISE, new Records.Raise(KEY, 1, value));
        assertThat(stored().get(0)).isEqualTo(new StoredRecord(KEY, 2, 1, value));
    }
}
