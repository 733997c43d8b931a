// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.records;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.Records.Delete;
import dev.hubbub.contract.records.Records.Deleted;
import dev.hubbub.contract.records.Records.Found;
import dev.hubbub.contract.records.Records.Get;
import dev.hubbub.contract.records.Records.ListOf;
import dev.hubbub.contract.records.Records.Put;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.Records.Stored;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.persistence.store.RecordStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the requests of {@link Records}, and checks the values. */
public final class RecordService {
    private final RecordStore store;

    public RecordService(RecordStore store) {
        this.store = store;
    }

    /** Fails with TOO_LARGE when the values are more than one reply carries. */
    public Future<Found> get(Get request) {
        return store.get(request.keys()).map(RecordService::reply);
    }

    public Future<Found> list(ListOf request) {
        return store.list(request).map(RecordService::page);
    }

    private static Found reply(List<StoredRecord> records) {
        if (fitting(records, Records.MAX_REPLY) < records.size()) {
            throw new HubException(
                    ErrorCode.TOO_LARGE,
                    "records: more than " + Records.MAX_REPLY + " characters (expected: fewer keys)");
        }
        return new Found(records);
    }

    private static Found page(List<StoredRecord> records) {
        int fitting = Math.max(1, fitting(records, Records.MAX_PAGE));
        return fitting < records.size() ? new Found(records.subList(0, fitting), true) : new Found(records);
    }

    /** How many of these, from the first on, have values that fit together. They are measured only if they may not. */
    private static int fitting(List<StoredRecord> records, int characters) {
        if ((long) records.size() * Records.MAX_BYTES <= characters) {
            return records.size();
        }
        long sum = 0;
        for (int i = 0; i < records.size(); i++) {
            sum += records.get(i).json().encode().length();
            if (sum > characters) {
                return i;
            }
        }
        return records.size();
    }

    public Future<Stored> put(Put request) {
        checkValue(request.value());
        return store.put(request).map(stored -> {
            requireVersion(stored, request.version());
            return new Stored(true);
        });
    }

    public Future<Stored> raise(Raise request) {
        checkValue(request.value());
        return store.raise(request).map(Stored::new);
    }

    public Future<Deleted> delete(Delete request) {
        return store.delete(request).map(deleted -> {
            requireVersion(deleted, request.version());
            return new Deleted(request.key());
        });
    }

    private static void requireVersion(boolean matched, @Nullable Long version) {
        if (!matched) {
            throw new HubException(ErrorCode.CONFLICT, "version: not " + version + " any more, read the record again");
        }
    }

    private static void checkValue(Map<String, Object> value) {
        String json = new JsonObject(value).encode();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(json)) { // half of a surrogate pair
            throw new HubException(ErrorCode.BAD_REQUEST, "value: not valid Unicode (expected: a JSON object)");
        }
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Records.MAX_BYTES) {
            throw new HubException(
                    ErrorCode.TOO_LARGE, "value: " + bytes + " bytes (expected: at most " + Records.MAX_BYTES + ")");
        }
    }
}
