// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.Effects;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An entry as a flat document of {@code entries}. Fields of a kind that are texts, numbers or booleans are fields of the
 * document; all others, and those whose names would mean something to the store, are in {@code more} as JSON text. So
 * text of users is a value, never a field name or JSON.
 */
final class EntryDocument {
    /** The first character of a key that is forgotten. No other key is as large. */
    static final String FORGOTTEN = "x";

    private static final String ZEROS = "000000000000";
    private static final String MORE = "more";
    private static final String MESSAGES = "messages";
    private static final String LAST_MESSAGE = "lastMessage";
    private static final String EFFECTS = "effects";
    private static final String PREVIOUS_EFFECT = "previousEffect";
    private static final String HASH = "hash";
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,31}");

    /** What is no field of a kind. */
    private static final Set<String> OWN = Set.of(
            "_id",
            "room",
            "seq",
            "sender",
            "key",
            "event",
            "at",
            "membership",
            "previous",
            MESSAGES,
            LAST_MESSAGE,
            EFFECTS,
            PREVIOUS_EFFECT,
            HASH,
            "clientId",
            "profile",
            MORE);

    /** Pads the number, so that ids sort like numbers. */
    static String id(RoomId room, long seq) {
        String digits = Long.toString(seq);
        return room.value() + ':' + ZEROS.substring(Math.min(digits.length(), ZEROS.length())) + digits;
    }

    /** Of a document with its {@code _id} and its {@code seq}. */
    static EntryId readId(JsonObject document) {
        String id = document.getString("_id");
        return new EntryId(new RoomId(id.substring(0, id.lastIndexOf(':'))), document.getLong("seq"));
    }

    static JsonObject write(StoredEntry stored) {
        Entry entry = stored.entry();
        JsonObject document = new JsonObject()
                .put("_id", id(entry.room(), entry.seq()))
                .put("room", entry.room().value())
                .put("seq", entry.seq())
                .put("sender", entry.sender().value())
                .put("key", stored.key())
                .put("event", entry.event())
                .put("at", MongoDate.write(stored.at()))
                .put("membership", stored.membership())
                .put(MESSAGES, stored.count().messages())
                .put(LAST_MESSAGE, stored.count().last());
        if (entry.clientId() != null) {
            document.put("clientId", entry.clientId().value());
        }
        if (stored.changesMembers()) {
            document.put("previous", stored.previous());
        }
        if (stored.effects().newest() > 0) {
            document.put(EFFECTS, stored.effects().newest());
        }
        if (stored.effects().previous() > 0) {
            document.put(PREVIOUS_EFFECT, stored.effects().previous());
        }
        return writeFields(document, entry);
    }

    private static JsonObject writeFields(JsonObject document, Entry entry) {
        JsonObject more = new JsonObject();
        entry.fields().forEach((name, value) -> (isPlain(name, value) ? document : more).put(name, value));
        return more.isEmpty() ? document : document.put(MORE, more.encode());
    }

    /** The update that replaces the fields of the kind, given those that the document has. */
    static JsonObject erase(JsonObject document, StoredEntry erased) {
        JsonObject kept = writeFields(new JsonObject().put(HASH, erased.hash()), erased.entry());
        JsonObject gone = new JsonObject();
        document.fieldNames().stream()
                .filter(name -> !kept.containsKey(name) && (name.equals(MORE) || !OWN.contains(name)))
                .forEach(name -> gone.put(name, ""));
        JsonObject update = new JsonObject().put("$set", kept);
        return gone.isEmpty() ? update : update.put("$unset", gone);
    }

    private static boolean isPlain(String name, Object value) {
        boolean plain = value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double;
        return plain && PLAIN_NAME.matcher(name).matches() && !OWN.contains(name);
    }

    static StoredEntry read(JsonObject document) {
        String clientId = document.getString("clientId");
        Entry entry = new Entry(
                document.getString("event"),
                new RoomId(document.getString("room")),
                document.getLong("seq"),
                new UserId(document.getString("sender")),
                clientId == null ? null : new ClientId(clientId),
                MongoDate.read(document.getValue("at")),
                null,
                fields(document));
        return new StoredEntry(
                entry,
                readKey(document.getString("key")),
                document.getLong("membership"),
                document.getLong("previous", 0L),
                count(document),
                new Effects(document.getLong(EFFECTS, 0L), document.getLong(PREVIOUS_EFFECT, 0L)),
                document.getString(HASH));
    }

    /** A forgotten key with its entry is unique even where the index has no condition: the tests have such a server. */
    static String forgotten(long seq, String key) {
        return FORGOTTEN + seq + ':' + key;
    }

    private static String readKey(String key) {
        return key.startsWith(FORGOTTEN) ? key.substring(key.indexOf(':') + 1) : key;
    }

    private static Map<String, Object> fields(JsonObject document) {
        Map<String, Object> fields = new LinkedHashMap<>(document.getMap());
        fields.keySet().removeAll(OWN);
        String more = document.getString(MORE);
        if (more != null) {
            fields.putAll(new JsonObject(more).getMap());
        }
        return fields;
    }

    /** The fields that {@link #readHeader} needs. */
    static JsonObject headerFields() {
        return new JsonObject()
                .put("seq", 1)
                .put("membership", 1)
                .put("at", 1)
                .put(MESSAGES, 1)
                .put(LAST_MESSAGE, 1)
                .put(EFFECTS, 1);
    }

    static EntryHeader readHeader(JsonObject document) {
        return new EntryHeader(
                document.getLong("seq"),
                document.getLong("membership"),
                MongoDate.read(document.getValue("at")),
                count(document),
                document.getLong(EFFECTS, 0L));
    }

    /** Whether it is a message of this sender, by the fields of a header, the event and the sender. */
    static boolean isMessageOf(JsonObject document, UserId sender) {
        MessageCount count = count(document);
        boolean isMessage = count.isKnown()
                ? count.last() == document.getLong("seq")
                : MessageEntry.KIND.event().equals(document.getString("event"));
        return isMessage && sender.value().equals(document.getString("sender"));
    }

    /** Documents of older versions have none. */
    private static MessageCount count(JsonObject document) {
        Long messages = document.getLong(MESSAGES);
        return messages == null ? MessageCount.UNKNOWN : new MessageCount(messages, document.getLong(LAST_MESSAGE));
    }

    private EntryDocument() {}
}
