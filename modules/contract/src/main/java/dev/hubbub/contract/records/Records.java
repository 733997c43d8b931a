// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.records;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.value.Check;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Small versioned records beside the message log, for other verticles. Each write of a record is atomic. No request
 * carries a caller: authorization comes before.
 */
public final class Records {
    /** How many records one request may name: two kinds of a thousand users. */
    public static final int MAX_KEYS = 2_000;

    /** How many records one page of a list has. */
    public static final int MAX_RECORDS = 1_000;

    /** How many bytes the JSON of a value may have; TOO_LARGE beyond. */
    public static final int MAX_BYTES = 17_408;

    /** How many characters the values of a page have together, as JSON; a page of one record may have more. */
    public static final int MAX_PAGE = 1_048_576;

    /** How many characters the values have that {@link #GET} answers; TOO_LARGE beyond: ask for fewer. */
    public static final int MAX_REPLY = 16_777_216;

    /** Some records by their keys. */
    public static final Rpc<Get, Found> GET = new Rpc<>("svc.records.get", Get.class, Found.class).idempotent();

    /** The records of one kind in a scope, ordered by key; see {@link Found#more}. */
    public static final Rpc<ListOf, Found> LIST = new Rpc<>("svc.records.list", ListOf.class, Found.class).idempotent();

    /** Stores a value, if the record has the expected version; CONFLICT otherwise. */
    public static final Rpc<Put, Stored> PUT =
            new Rpc<>("svc.records.put", Put.class, Stored.class).idempotentIf(put -> put.version() == null);

    /** Stores a value if its rank is higher than that of the record; an equal or lower one changes nothing. */
    public static final Rpc<Raise, Stored> RAISE =
            new Rpc<>("svc.records.raise", Raise.class, Stored.class).idempotent();

    /** Deletes a record, if it has the expected version; CONFLICT otherwise. */
    public static final Rpc<Delete, Deleted> DELETE =
            new Rpc<>("svc.records.delete", Delete.class, Deleted.class).idempotentIf(each -> each.version() == null);

    /** At most {@value #MAX_KEYS} keys. */
    public record Get(List<RecordKey> keys) {
        public Get {
            keys = keys == null ? List.of() : List.copyOf(keys);
            Check.range("keys", keys.size(), 0, MAX_KEYS);
        }
    }

    /**
     * @param after only records with a larger key, in the order of ASCII; absent: from the first
     * @param limit how many at most, 1 to {@value #MAX_RECORDS}; absent: {@value #MAX_RECORDS}
     */
    public record ListOf(String scope, String kind, @Nullable String after, @Defaulted Integer limit) {
        public ListOf {
            RecordKey.checkScope(scope);
            RecordKey.checkKind(kind);
            if (after != null) {
                RecordKey.checkKey("after", after);
            }
            limit = limit == null ? Integer.valueOf(MAX_RECORDS) : limit;
            Check.range("limit", limit, 1, MAX_RECORDS);
        }
    }

    /**
     * The records that exist: of GET in no particular order, of LIST ordered by key.
     *
     * @param more true: the page ended before its limit, since its values are large, and there are records after its
     *     last one; absent: it did not
     */
    public record Found(List<StoredRecord> records, @Nullable Boolean more) {
        public Found {
            records = records == null ? List.of() : List.copyOf(records);
        }

        /** All that were asked for. */
        public Found(List<StoredRecord> records) {
            this(records, null);
        }
    }

    /**
     * @param version the version that the record must have; 0: it must not exist; absent: any
     * @param value a JSON object
     */
    public record Put(RecordKey key, @Nullable Long version, Map<String, Object> value) {
        public Put {
            Check.present("key", key);
            checkVersion(version, 0);
            value = copy(value);
        }
    }

    /**
     * @param rank 1 or more; for example a seq, or the milliseconds of a time
     * @param value a JSON object
     */
    public record Raise(RecordKey key, long rank, Map<String, Object> value) {
        public Raise {
            Check.present("key", key);
            Check.range("rank", rank, 1, Long.MAX_VALUE);
            value = copy(value);
        }
    }

    /**
     * @param stored whether this request changed the record. Of RAISE also false when it was asked again after the
     *     first one was carried out
     */
    public record Stored(boolean stored) {}

    /** @param version the version that the record must have, 1 or more; absent: any, or none */
    public record Delete(RecordKey key, @Nullable Long version) {
        public Delete {
            Check.present("key", key);
            checkVersion(version, 1);
        }
    }

    /** There is no such record now. */
    public record Deleted(RecordKey key) {}

    private static void checkVersion(@Nullable Long version, long least) {
        if (version != null) {
            Check.range("version", version, least, Long.MAX_VALUE - 1);
        }
    }

    private static Map<String, Object> copy(Map<String, Object> value) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(Check.present("value", value)));
    }

    private Records() {}
}
