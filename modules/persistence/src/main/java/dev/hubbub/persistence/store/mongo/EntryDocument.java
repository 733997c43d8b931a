// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.Entry.Details;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An entry as a document of {@code entries}. Text of users is a string value, never a field name or JSON. */
final class EntryDocument {
    private static final String ZEROS = "000000000000";

    /** Pads the number, so that ids sort like numbers. */
    static String id(RoomId room, long seq) {
        String digits = Long.toString(seq);
        return room.value() + ':' + ZEROS.substring(Math.min(digits.length(), ZEROS.length())) + digits;
    }

    static JsonObject write(StoredEntry stored) {
        Entry entry = stored.entry();
        JsonObject document = new JsonObject()
                .put("_id", id(entry.room(), entry.seq()))
                .put("room", entry.room().value())
                .put("seq", entry.seq())
                .put("sender", entry.sender().value())
                .put("key", stored.key())
                .put("event", entry.event().toString())
                .put("at", entry.at().toEpochMilli())
                .put("membership", stored.membership());
        if (entry.event() == Entry.Kind.MESSAGE) {
            return document.put("clientId", entry.clientId().value()).put("text", entry.text());
        }
        document.put("previous", stored.previous());
        if (entry.founding() != null) {
            document.put("founding", details(entry.founding()));
        }
        return entry.user() == null
                ? document
                : document.put("user", entry.user().value());
    }

    private static JsonObject details(Details details) {
        return new JsonObject()
                .put("name", details.name())
                .put("visibility", details.visibility().toString())
                .put(
                        "members",
                        new JsonArray(
                                details.members().stream().map(UserId::value).toList()));
    }

    static StoredEntry read(JsonObject document) {
        String clientId = document.getString("clientId");
        String user = document.getString("user");
        Entry entry = new Entry(
                enumConstant(Entry.Kind.class, document.getString("event")),
                new RoomId(document.getString("room")),
                document.getLong("seq"),
                new UserId(document.getString("sender")),
                clientId == null ? null : new ClientId(clientId),
                document.getString("text"),
                Instant.ofEpochMilli(document.getLong("at")),
                null,
                user == null ? null : new UserId(user),
                details(document.getJsonObject("founding")));
        return new StoredEntry(
                entry, document.getString("key"), document.getLong("membership"), document.getLong("previous", 0L));
    }

    private static Details details(JsonObject document) {
        if (document == null) {
            return null;
        }
        List<UserId> members = document.getJsonArray("members").stream()
                .map(member -> new UserId((String) member))
                .toList();
        return new Details(
                document.getString("name"), enumConstant(Visibility.class, document.getString("visibility")), members);
    }

    /** The fields that {@link #readHeader} needs. */
    static JsonObject headerFields() {
        return new JsonObject().put("seq", 1).put("membership", 1).put("at", 1);
    }

    static EntryHeader readHeader(JsonObject document) {
        return new EntryHeader(
                document.getLong("seq"), document.getLong("membership"), Instant.ofEpochMilli(document.getLong("at")));
    }

    /** The constant whose lower-case name is stored. */
    static <E extends Enum<E>> E enumConstant(Class<E> type, String stored) {
        return Enum.valueOf(type, stored.toUpperCase(Locale.ROOT));
    }

    private EntryDocument() {}
}
