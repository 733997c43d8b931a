// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.Outcome;
import dev.hubbub.persistence.log.StoredEntry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Entries in memory. */
final class MemoryEntryStore implements EntryStore {
    private final Map<Id, StoredEntry> byId = new HashMap<>();
    private final Map<Key, StoredEntry> byKey = new HashMap<>();

    /** The entries in {@link #byKey}, the oldest first. */
    private final Deque<StoredEntry> remembered = new ArrayDeque<>();

    private record Id(RoomId room, long seq) {}

    private record Key(RoomId room, UserId sender, String key) {
        static Key of(StoredEntry entry) {
            return new Key(entry.room(), entry.sender(), entry.key());
        }
    }

    @Override
    public synchronized Future<AppendResult> append(List<StoredEntry> entries) {
        return Future.succeededFuture(AppendResult.ofEach(entries, this::insert));
    }

    private Outcome insert(StoredEntry entry) {
        Id id = new Id(entry.room(), entry.seq());
        Key key = Key.of(entry);
        if (byId.containsKey(id) || byKey.containsKey(key)) {
            return Outcome.COLLIDED;
        }
        byId.put(id, entry);
        byKey.put(key, entry);
        remembered.add(entry);
        return Outcome.STORED;
    }

    @Override
    public synchronized Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        return Future.succeededFuture(seqs.stream()
                .sorted()
                .map(seq -> byId.get(new Id(room, seq)))
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    public Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs) {
        return get(room, seqs)
                .map(entries -> entries.stream().map(StoredEntry::header).toList());
    }

    @Override
    public synchronized Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        return Future.succeededFuture(known.stream()
                .filter(each -> byId.containsKey(new Id(each.room(), each.seq() + 1)))
                .map(MessageLog.Known::room)
                .distinct()
                .toList());
    }

    @Override
    public synchronized Future<Integer> forgetKeys(Instant before) {
        int forgotten = 0;
        while (forgotten < MAX_FORGOTTEN
                && !remembered.isEmpty()
                && remembered.peek().at().isBefore(before)) {
            byKey.remove(Key.of(remembered.poll()));
            forgotten++;
        }
        return Future.succeededFuture(forgotten);
    }

    @Override
    public synchronized Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        return Future.succeededFuture(Optional.ofNullable(byKey.get(new Key(room, sender, key))));
    }
}
