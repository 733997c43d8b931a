// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.OwnMessages;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.read.HeadFinder;
import dev.hubbub.persistence.store.mongo.client.BatchedReads;
import dev.hubbub.persistence.store.mongo.client.BoundedFind;
import dev.hubbub.persistence.store.mongo.client.StoreCircuitBreaker;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Entries as a MongoDB collection. Queries by number use {@code _id}. */
final class MongoEntryStore implements EntryStore {
    private static final String ENTRIES = "entries";

    /** How many a query asks for. Texts of entries are 4 KB or more. */
    private static final int MAX_ENTRIES = 500;

    private static final int MAX_HEADERS = 4_000;

    /** How many heads are looked for together. Each is asked for with some dozen numbers. */
    private static final int HEAD_ROOMS = MAX_HEADERS / 40;

    /** In how many rooms a query looks for messages of one sender. */
    private static final int OWN_ROOMS = MAX_HEADERS / OWN_ENTRIES;

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;
    private final MongoRoomStore roomStore;
    private final EntryInserts inserts;
    private final EntryKeys keys;
    private final ChangedMessages changed;
    private final BatchedReads<Numbers, List<StoredEntry>> entryReads;
    private final BatchedReads<Numbers, List<EntryHeader>> headerReads;

    private record Numbers(RoomId room, Collection<Long> seqs) {
        Stream<String> ids() {
            return seqs.stream().sorted().map(seq -> EntryDocument.id(room, seq));
        }

        int size() {
            return seqs.size();
        }
    }

    /** @param maxWaiting how many reads of each kind may wait for their query */
    MongoEntryStore(MongoClient client, StoreCircuitBreaker breaker, MongoRoomStore roomStore, int maxWaiting) {
        this.client = client;
        this.roomStore = roomStore;
        this.breaker = breaker;
        inserts = new EntryInserts(client, breaker);
        keys = new EntryKeys(client, breaker);
        changed = new ChangedMessages(client, breaker);
        entryReads = new BatchedReads<>(
                questions -> read(questions, null, EntryDocument::read), Numbers::size, MAX_ENTRIES, maxWaiting);
        headerReads = new BatchedReads<>(
                questions -> read(questions, EntryDocument.headerFields(), EntryDocument::readHeader),
                Numbers::size,
                MAX_HEADERS,
                maxWaiting);
    }

    Future<Void> createIndexes() {
        return keys.createIndexes().compose(created -> changed.createIndex());
    }

    /** A room has a document before its first entry, so that no kill in between hides it from {@link #rooms}. */
    @Override
    public Future<AppendResult> append(List<StoredEntry> entries) {
        Map<RoomId, Long> made = new HashMap<>();
        entries.stream().filter(entry -> entry.seq() == 1).forEach(first -> made.put(first.room(), 0L));
        return made.isEmpty()
                ? inserts.append(entries)
                : roomStore.raiseHeads(made).compose(known -> inserts.append(entries));
    }

    @Override
    public Future<List<RoomId>> rooms(@Nullable RoomId after, int limit) {
        return roomStore.list(after, limit);
    }

    @Override
    public Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        return seqs.isEmpty() ? Future.succeededFuture(List.of()) : entryReads.ask(new Numbers(room, seqs));
    }

    @Override
    public Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs) {
        return seqs.isEmpty() ? Future.succeededFuture(List.of()) : headerReads.ask(new Numbers(room, seqs));
    }

    /** How many questions wait for a query. */
    int waiting() {
        return entryReads.waiting() + headerReads.waiting();
    }

    /** One query for numbers of many rooms. */
    private <T> Future<List<List<T>>> read(
            List<Numbers> questions, @Nullable JsonObject fields, Function<JsonObject, T> reader) {
        Map<String, RoomId> ids = new HashMap<>();
        questions.forEach(question -> question.ids().forEach(id -> ids.put(id, question.room())));
        return byId(ids, fields).map(documents -> {
            Map<String, JsonObject> found = new HashMap<>();
            documents.forEach(document -> found.put(document.getString("_id"), document));
            return questions.stream()
                    .map(question -> question.ids()
                            .map(found::get)
                            .filter(Objects::nonNull)
                            .map(reader)
                            .toList())
                    .toList();
        });
    }

    @Override
    public Future<List<StoredEntry>> get(Collection<EntryId> ids) {
        return byId(named(ids), null)
                .map(documents -> documents.stream().map(EntryDocument::read).toList());
    }

    @Override
    public Future<Map<EntryId, EntryHeader>> getHeaders(Collection<EntryId> ids) {
        return byId(named(ids), EntryDocument.headerFields()).map(documents -> {
            Map<EntryId, EntryHeader> headers = new HashMap<>();
            documents.forEach(
                    document -> headers.put(EntryDocument.readId(document), EntryDocument.readHeader(document)));
            return headers;
        });
    }

    private static Map<String, RoomId> named(Collection<EntryId> ids) {
        Map<String, RoomId> named = new HashMap<>();
        ids.forEach(id -> named.put(EntryDocument.id(id.room(), id.seq()), id.room()));
        return named;
    }

    /** From the stored hints, many rooms at a time, so that their questions go together. */
    @Override
    public Future<Map<RoomId, EntryHeader>> heads(Collection<RoomId> rooms) {
        Map<RoomId, EntryHeader> heads = new HashMap<>();
        return roomStore
                .hints(rooms)
                .compose(hints -> inParts(List.copyOf(rooms), HEAD_ROOMS, part -> heads(part, hints, heads)))
                .map(heads);
    }

    private Future<?> heads(List<RoomId> rooms, Map<RoomId, Long> hints, Map<RoomId, EntryHeader> heads) {
        HeadFinder finder = new HeadFinder(this, roomStore);
        List<Future<EntryHeader>> found = rooms.stream()
                .map(room -> finder.find(room, hints.getOrDefault(room, 0L)))
                .toList();
        return Future.all(found).onSuccess(all -> {
            for (int i = 0; i < rooms.size(); i++) {
                EntryHeader head = found.get(i).result();
                if (head.exists()) {
                    heads.put(rooms.get(i), head);
                }
            }
        });
    }

    @Override
    public Future<Map<RoomId, OwnMessages>> ownAfter(UserId sender, Collection<EntryId> after) {
        Map<RoomId, OwnMessages> found = new HashMap<>();
        return inParts(List.copyOf(after), OWN_ROOMS, part -> ownAfter(sender, part, found))
                .map(found);
    }

    /** One part after the other, so that one request does not fill the queue of all. */
    private static <T> Future<?> inParts(List<T> all, int size, Function<List<T>, Future<?>> work) {
        Future<?> done = Future.succeededFuture();
        for (int from = 0; from < all.size(); from += size) {
            List<T> part = all.subList(from, Math.min(all.size(), from + size));
            done = done.compose(before -> work.apply(part));
        }
        return done;
    }

    private Future<Void> ownAfter(UserId sender, List<EntryId> after, Map<RoomId, OwnMessages> found) {
        Map<String, RoomId> named = named(after.stream()
                .flatMap(id -> LongStream.rangeClosed(id.seq() + 1, id.seq() + OWN_ENTRIES)
                        .mapToObj(seq -> new EntryId(id.room(), seq)))
                .toList());
        JsonObject fields = EntryDocument.headerFields().put("event", 1).put("sender", 1);
        return byId(named, fields).map(documents -> {
            documents.stream()
                    .filter(document -> EntryDocument.isMessageOf(document, sender))
                    .forEach(own -> found.merge(EntryDocument.readId(own).room(), own(own), OwnMessages::and));
            return null;
        });
    }

    private static OwnMessages own(JsonObject document) {
        EntryHeader header = EntryDocument.readHeader(document);
        return new OwnMessages(1, header.seq(), header.count().messages());
    }

    @Override
    public Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        Map<String, RoomId> next = new HashMap<>();
        known.forEach(each -> next.put(EntryDocument.id(each.room(), each.seq() + 1), each.room()));
        return byId(next, new JsonObject().put("_id", 1)).map(documents -> documents.stream()
                .map(document -> next.get(document.getString("_id")))
                .distinct()
                .toList());
    }

    /**
     * The query names the rooms too, which tells a sharded cluster whom to ask. It reads backwards: entries are deleted
     * oldest first, so where it finds one, those after it that it did not find are not stored yet.
     */
    private Future<List<JsonObject>> byId(Map<String, RoomId> ids, @Nullable JsonObject fields) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        JsonArray rooms = new JsonArray(
                ids.values().stream().distinct().map(RoomId::value).toList());
        JsonObject query = new JsonObject()
                .put("_id", new JsonObject().put("$in", new JsonArray(List.copyOf(ids.keySet()))))
                .put("room", rooms.size() == 1 ? rooms.getString(0) : new JsonObject().put("$in", rooms));
        FindOptions options = BoundedFind.limit(ids.size())
                .setHint(new JsonObject().put("_id", 1))
                .setSort(new JsonObject().put("_id", -1));
        return breaker.call(
                () -> BoundedFind.run(client, ENTRIES, query, fields == null ? options : options.setFields(fields)));
    }

    @Override
    public Future<Integer> forgetKeys(Instant before) {
        return keys.forget(before);
    }

    @Override
    public Future<List<StoredEntry>> replies(RoomId room, long thread, @Nullable Long after, int limit) {
        return changed.replies(room, thread, after, limit);
    }

    @Override
    public Future<Void> erase(Collection<StoredEntry> erased) {
        return changed.erase(erased);
    }

    @Override
    public Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        return keys.find(room, sender, key);
    }
}
