// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.bulk.BulkWriteError;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.Outcome;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.mongo.client.StoreCircuitBreaker;
import dev.hubbub.persistence.store.mongo.client.WriteErrors;
import io.vertx.core.Future;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Inserts entries of many rooms. The entries of a room are one ordered bulk, and several bulks run at a time, so that
 * shards work in parallel. Rooms with one entry share one bulk without an order. An entry that the server refuses leaves
 * the others of its bulk stored: the error has its index, or the bulk is sent again in halves.
 */
final class EntryInserts {
    /** How many bulks run at a time. */
    static final int PARALLEL = 8;

    /** How many commands a bulk may take when the server refuses it as a whole. */
    static final int MAX_COMMANDS = 32;

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;

    EntryInserts(MongoClient client, StoreCircuitBreaker breaker) {
        this.client = client;
        this.breaker = breaker;
    }

    /** @param positions in the list of all entries */
    private record Bulk(boolean ordered, List<Integer> positions) {}

    /** @param error null: all entries were stored */
    private record Answer(@Nullable Throwable error) {}

    Future<AppendResult> append(List<StoredEntry> entries) {
        List<Bulk> bulks = bulks(entries);
        Outcome[] outcomes = new Outcome[entries.size()];
        List<Future<Void>> lanes = IntStream.range(0, Math.min(PARALLEL, bulks.size()))
                .mapToObj(lane -> insert(entries, bulks, lane, outcomes))
                .toList();
        return Future.all(lanes).map(all -> new AppendResult(Arrays.asList(outcomes)));
    }

    private static List<Bulk> bulks(List<StoredEntry> entries) {
        Map<RoomId, List<Integer>> rooms = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            rooms.computeIfAbsent(entries.get(i).room(), room -> new ArrayList<>())
                    .add(i);
        }
        List<Integer> singles = rooms.values().stream()
                .filter(room -> room.size() == 1)
                .map(room -> room.get(0))
                .toList();
        Stream<Bulk> several =
                rooms.values().stream().filter(room -> room.size() > 1).map(room -> new Bulk(true, room));
        return (singles.isEmpty() ? several : Stream.concat(Stream.of(new Bulk(false, singles)), several)).toList();
    }

    /** Runs the bulk at this index and every eighth after it, one after the other. */
    private Future<Void> insert(List<StoredEntry> entries, List<Bulk> bulks, int index, Outcome[] outcomes) {
        if (index >= bulks.size()) {
            return Future.succeededFuture();
        }
        Bulk bulk = bulks.get(index);
        List<StoredEntry> part = bulk.positions().stream().map(entries::get).toList();
        return insert(part, bulk.ordered(), new AtomicInteger(MAX_COMMANDS)).compose(found -> {
            for (int i = 0; i < found.size(); i++) {
                outcomes[bulk.positions().get(i)] = found.get(i);
            }
            return insert(entries, bulks, index + PARALLEL, outcomes);
        });
    }

    /** Completes, never fails, with the outcome of each entry. */
    private Future<List<Outcome>> insert(List<StoredEntry> part, boolean ordered, AtomicInteger commands) {
        if (commands.decrementAndGet() < 0) {
            Outcome unknown = Outcome.unknown(new HubException(ErrorCode.UNAVAILABLE, "the store fails"));
            return Future.succeededFuture(Collections.nCopies(part.size(), unknown));
        }
        List<BulkOperation> inserts = part.stream()
                .map(EntryDocument::write)
                .map(BulkOperation::createInsert)
                .toList();
        return breaker.call(() -> client.bulkWriteWithOptions("entries", inserts, new BulkWriteOptions(ordered))
                        .map(all -> new Answer(null))
                        .recover(EntryInserts::ifRefused))
                .compose(answer -> outcomes(part, ordered, answer.error(), commands))
                .recover(cause -> Future.succeededFuture(
                        Collections.nCopies(part.size(), Outcome.unknown(StoreCircuitBreaker.failure(cause)))));
    }

    /** These errors tell for certain what is stored. */
    private static Future<Answer> ifRefused(Throwable cause) {
        boolean certain = cause instanceof MongoBulkWriteException bulk
                ? bulk.getWriteConcernError() == null && !bulk.getWriteErrors().isEmpty()
                : cause instanceof MongoCommandException command && !command.hasErrorLabel("RetryableWriteError");
        return certain ? Future.succeededFuture(new Answer(cause)) : Future.failedFuture(cause);
    }

    private Future<List<Outcome>> outcomes(
            List<StoredEntry> part, boolean ordered, @Nullable Throwable error, AtomicInteger commands) {
        if (error == null) {
            return Future.succeededFuture(Collections.nCopies(part.size(), Outcome.STORED));
        }
        if (error instanceof MongoBulkWriteException bulk) {
            return Future.succeededFuture(byIndex(part, ordered, bulk.getWriteErrors()));
        }
        if (part.size() == 1) {
            return Future.succeededFuture(
                    List.of(outcome(part.get(0), ((MongoCommandException) error).getErrorCode())));
        }
        return halves(part, ordered, commands);
    }

    private Outcome outcome(StoredEntry entry, int code) {
        if (code == WriteErrors.DUPLICATE) {
            return Outcome.COLLIDED;
        }
        breaker.report("an entry is refused with error " + code);
        HubException failure = WriteErrors.failure(entry, code);
        return WriteErrors.isForGood(entry, code) ? Outcome.refused(failure) : Outcome.unknown(failure);
    }

    private List<Outcome> byIndex(List<StoredEntry> part, boolean ordered, List<BulkWriteError> errors) {
        List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(part.size(), Outcome.STORED));
        for (BulkWriteError error : errors) {
            int index = error.getIndex();
            outcomes.set(index, outcome(part.get(index), error.getCode()));
            if (ordered) { // the server stopped here
                outcomes.subList(index + 1, outcomes.size()).replaceAll(stored -> Outcome.NOT_TRIED);
            }
        }
        return outcomes;
    }

    private Future<List<Outcome>> halves(List<StoredEntry> part, boolean ordered, AtomicInteger commands) {
        List<StoredEntry> first = part.subList(0, part.size() / 2);
        List<StoredEntry> second = part.subList(part.size() / 2, part.size());
        return insert(first, ordered, commands).compose(begun -> {
            boolean ended = ordered && !begun.get(begun.size() - 1).isStored();
            Future<List<Outcome>> rest = ended
                    ? Future.succeededFuture(Collections.nCopies(second.size(), Outcome.NOT_TRIED))
                    : insert(second, ordered, commands);
            return rest.map(
                    found -> Stream.concat(begun.stream(), found.stream()).toList());
        });
    }
}
