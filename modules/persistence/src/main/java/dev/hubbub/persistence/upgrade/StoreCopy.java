// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.upgrade;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.records.Records.Put;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.mongo.MongoDocuments;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Copies an old store to a new one, and compares the two. Blocks; not for event loops. */
final class StoreCopy {
    /** As many as the port takes in one question, and a group commit in one transaction. */
    private static final int BATCH = 100;

    private final OldStoreFile from;
    private final Store to;
    private @Nullable RoomId room;
    private MessageCount count = MessageCount.NONE;

    StoreCopy(OldStoreFile from, Store to) {
        this.from = from;
        this.to = to;
    }

    /** How many entries there are. */
    long copy() throws Exception {
        long entries = inBatches(MongoDocuments.ENTRIES, this::append);
        inBatches(MongoDocuments.ROOMS, documents -> each(documents, this::save));
        inBatches(
                MongoDocuments.USER_ROOMS,
                documents -> each(
                        documents, document -> to.userRooms().applyRoomChanges(MongoDocuments.userRooms(document))));
        inBatches(MongoDocuments.RECORDS, documents -> each(documents, this::write));
        return entries;
    }

    private Future<?> append(List<JsonObject> documents) {
        List<StoredEntry> entries =
                documents.stream().map(MongoDocuments::entry).map(this::counted).toList();
        return to.entries()
                .append(entries)
                .map(result -> require(result.stored() == entries.size(), entries.get(0), "twice"));
    }

    /** The entries of a room come one after the other. */
    private StoredEntry counted(StoredEntry entry) {
        if (!entry.room().equals(room)) {
            room = entry.room();
            count = MessageCount.NONE;
        }
        count = count.and(entry.entry());
        return new StoredEntry(entry.entry(), entry.key(), entry.membership(), entry.previous(), count);
    }

    private Future<?> save(JsonObject document) {
        RoomSnapshot room = MongoDocuments.room(document);
        return room.details() == null
                ? to.rooms().raiseHeads(Map.of(room.room(), room.head()))
                : to.rooms().save(room);
    }

    /** The versions of records begin anew: they only tell writers apart that run at the same time. */
    private Future<?> write(JsonObject document) {
        StoredRecord old = MongoDocuments.record(document);
        return old.rank() > 0
                ? to.records().raise(new Raise(old.key(), old.rank(), old.value()))
                : to.records().put(new Put(old.key(), 0L, old.value()));
    }

    private static Future<?> each(List<JsonObject> documents, Function<JsonObject, Future<?>> write) {
        return Future.all(documents.stream().map(write).toList());
    }

    /** Fails unless each room has the same entries. */
    void verify() throws Exception {
        inBatches(MongoDocuments.ENTRIES, this::compare);
    }

    private Future<?> compare(List<JsonObject> documents) {
        List<StoredEntry> old = documents.stream().map(MongoDocuments::entry).toList();
        List<Future<?>> compared = new ArrayList<>();
        old.stream().map(StoredEntry::room).distinct().forEach(room -> compared.add(compare(room, old)));
        return Future.all(compared);
    }

    private Future<?> compare(RoomId room, List<StoredEntry> all) {
        List<StoredEntry> old =
                all.stream().filter(entry -> entry.room().equals(room)).toList();
        return to.entries()
                .get(room, old.stream().map(StoredEntry::seq).toList())
                .map(copied -> require(texts(copied).equals(texts(old)), old.get(0), "not as it was"));
    }

    /** Numbers of a kind's fields may come back as other classes. */
    private static List<String> texts(List<StoredEntry> entries) {
        return entries.stream()
                .map(stored ->
                        Json.write(stored.entry()).encode() + stored.key() + stored.membership() + stored.previous())
                .toList();
    }

    private static boolean require(boolean isTrue, StoredEntry first, String otherwise) {
        if (!isTrue) {
            throw new IllegalStateException(
                    "entry " + first.seq() + " of room " + first.room() + ", or one of the next: " + otherwise);
        }
        return true;
    }

    private long inBatches(String collection, Function<List<JsonObject>, Future<?>> work) throws Exception {
        long count = 0;
        for (Iterator<JsonObject> documents = from.documents(collection).iterator(); documents.hasNext(); ) {
            List<JsonObject> batch = new ArrayList<>();
            while (documents.hasNext() && batch.size() < BATCH) {
                batch.add(documents.next());
            }
            StoreUpgrade.await(work.apply(batch));
            count += batch.size();
        }
        return count;
    }
}
