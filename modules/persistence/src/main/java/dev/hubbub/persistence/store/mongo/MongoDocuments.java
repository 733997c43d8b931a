// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.UserRoomChange;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the documents of each collection mean, for a copy of them. */
public final class MongoDocuments {
    public static final String ENTRIES = "entries";
    public static final String ROOMS = "rooms";
    public static final String USER_ROOMS = "userRooms";
    public static final String RECORDS = "records";

    /** A document of {@link #ENTRIES}. */
    public static StoredEntry entry(JsonObject document) {
        return EntryDocument.read(document);
    }

    /** A document of {@link #ROOMS}. */
    public static RoomSnapshot room(JsonObject document) {
        return RoomDocument.read(document);
    }

    /** A document of {@link #USER_ROOMS}. */
    public static List<UserRoomChange> userRooms(JsonObject document) {
        return UserRoomsDocument.changes(document);
    }

    /** A document of {@link #RECORDS}. */
    public static StoredRecord record(JsonObject document) {
        return RecordDocument.read(document);
    }

    private MongoDocuments() {}
}
