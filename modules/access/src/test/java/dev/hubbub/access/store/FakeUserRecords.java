// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/** The records of users and rooms in memory for tests. */
public final class FakeUserRecords implements UserRecordClient, RoomRecordClient {
    private final Map<RecordKey, StoredRecord> records = new HashMap<>();
    private final Queue<Future<?>> slowGets = new ArrayDeque<>();
    private final Queue<Future<?>> failingRaises = new ArrayDeque<>();
    private final Queue<Future<?>> slowPuts = new ArrayDeque<>();
    private final List<Integer> getSizes = new ArrayList<>();
    private int puts;
    private int lists;
    private int raises;

    /** Delays the reply to the next request for records. The records are read at once. */
    public synchronized void delayGet(Future<?> until) {
        slowGets.add(until);
    }

    /** Lets the raise after the given number of others fail; it stores nothing. */
    public synchronized void failRaise(int others, Throwable cause) {
        for (int i = 0; i < others; i++) {
            failingRaises.add(Future.succeededFuture());
        }
        failingRaises.add(Future.failedFuture(cause));
    }

    /** How many records each request asked for. */
    public synchronized List<Integer> getSizes() {
        return List.copyOf(getSizes);
    }

    @Override
    public synchronized Future<Records.Found> get(Records.Get request) {
        getSizes.add(request.keys().size());
        List<StoredRecord> found = request.keys().stream()
                .map(records::get)
                .filter(Objects::nonNull)
                .toList();
        Future<?> until = slowGets.poll();
        Future<Records.Found> reply = Future.succeededFuture(new Records.Found(found));
        return until == null ? reply : until.transform(done -> reply);
    }

    @Override
    public synchronized Future<Records.Stored> raise(Records.Raise request) {
        raises++;
        Future<?> failure = failingRaises.poll();
        if (failure != null && failure.failed()) {
            return Future.failedFuture(failure.cause());
        }
        StoredRecord old = records.get(request.key());
        boolean higher = old == null || old.rank() < request.rank();
        if (higher) {
            records.put(request.key(), new StoredRecord(request.key(), 1, request.rank(), request.value()));
        }
        return Future.succeededFuture(new Records.Stored(higher));
    }

    @Override
    public synchronized Future<Records.Stored> put(Records.Put request) {
        puts++;
        long has = version(request.key());
        if (request.version() != null && request.version() != has) {
            return conflict();
        }
        records.put(request.key(), new StoredRecord(request.key(), has + 1, 0, request.value()));
        Future<?> until = slowPuts.poll();
        Future<Records.Stored> reply = Future.succeededFuture(new Records.Stored(true));
        return until == null ? reply : until.transform(done -> reply);
    }

    @Override
    public synchronized Future<Records.Deleted> delete(Records.Delete request) {
        if (request.version() != null && request.version() != version(request.key())) {
            return conflict();
        }
        records.remove(request.key());
        return Future.succeededFuture(new Records.Deleted(request.key()));
    }

    @Override
    public synchronized Future<Records.Found> list(Records.ListOf request) {
        lists++;
        return Future.succeededFuture(new Records.Found(records.values().stream()
                .filter(each -> each.key().scope().equals(request.scope()))
                .filter(each -> each.key().kind().equals(request.kind()))
                .filter(each -> request.after() == null || each.key().key().compareTo(request.after()) > 0)
                .sorted(Comparator.comparing(each -> each.key().key()))
                .limit(request.limit())
                .toList()));
    }

    /** Delays the reply to the next put. The value is stored at once. */
    public synchronized void delayPut(Future<?> until) {
        slowPuts.add(until);
    }

    /** How many records there are. */
    public synchronized int size() {
        return records.size();
    }

    /** Whether a value has this text. */
    public synchronized boolean holds(String text) {
        return records.values().stream()
                .anyMatch(each -> each.value().toString().contains(text));
    }

    /** How many requests put a value. */
    public synchronized int puts() {
        return puts;
    }

    /** How many requests listed records. */
    public synchronized int lists() {
        return lists;
    }

    private long version(RecordKey key) {
        StoredRecord stored = records.get(key);
        return stored == null ? 0 : stored.version();
    }

    private static <T> Future<T> conflict() {
        return Future.failedFuture(new HubException(ErrorCode.CONFLICT, "version: another"));
    }

    /** The seq up to which the user has read the room; 0: no record. */
    public synchronized long cursor(UserId user, RoomId room) {
        StoredRecord stored = records.get(Reads.CURSOR.key(user.value(), room.value()));
        return stored == null ? 0 : Reads.CURSOR.read(stored).seq();
    }

    /** How many cursors were raised, or not because they were as high. */
    public synchronized int raises() {
        return raises;
    }

    /** How the user is shown; null: no record. */
    public Profile profile(UserId user) {
        return value(UserRecords.PROFILE, user);
    }

    /** Since when tokens of the user are valid; null: no record. */
    public Instant validFrom(UserId user) {
        UserRecords.ValidFrom validFrom = value(UserRecords.VALID_FROM, user);
        return validFrom == null ? null : validFrom.at();
    }

    /** The newest decision about the user; null: no record. */
    public UserRecords.Status status(UserId user) {
        return value(UserRecords.STATUS, user);
    }

    private synchronized <V extends Record> V value(RecordKind<V> kind, UserId user) {
        StoredRecord stored = records.get(UserRecords.key(kind, user));
        return stored == null ? null : kind.read(stored);
    }
}
