// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/** The records of users in memory for tests. */
public final class FakeUserRecords implements UserRecordClient {
    private final Map<RecordKey, StoredRecord> records = new HashMap<>();
    private final Queue<Future<?>> slowGets = new ArrayDeque<>();
    private final Queue<Future<?>> failingRaises = new ArrayDeque<>();
    private final List<Integer> getSizes = new ArrayList<>();

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
        records.put(request.key(), new StoredRecord(request.key(), 1, 0, request.value()));
        return Future.succeededFuture(new Records.Stored(true));
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
