// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.Outcome;
import dev.hubbub.persistence.log.OwnMessages;
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
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Entries in memory. */
final class MemoryEntryStore implements EntryStore {
    private final Map<EntryId, StoredEntry> byId = new HashMap<>();
    private final Map<RoomId, EntryHeader> heads = new HashMap<>();
    private final Map<Key, StoredEntry> byKey = new HashMap<>();

    /** The entries in {@link #byKey}, the oldest first. */
    private final Deque<StoredEntry> remembered = new ArrayDeque<>();

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
        EntryId id = new EntryId(entry.room(), entry.seq());
        Key key = Key.of(entry);
        if (byId.containsKey(id) || byKey.containsKey(key)) {
            return Outcome.COLLIDED;
        }
        byId.put(id, entry);
        heads.merge(entry.room(), entry.header(), (old, next) -> next.seq() > old.seq() ? next : old);
        byKey.put(key, entry);
        remembered.add(entry);
        return Outcome.STORED;
    }

    @Override
    public synchronized Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        return Future.succeededFuture(seqs.stream()
                .sorted()
                .map(seq -> byId.get(new EntryId(room, seq)))
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    public Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs) {
        return get(room, seqs)
                .map(entries -> entries.stream().map(StoredEntry::header).toList());
    }

    @Override
    public synchronized Future<List<StoredEntry>> get(Collection<EntryId> ids) {
        return Future.succeededFuture(
                ids.stream().map(byId::get).filter(Objects::nonNull).toList());
    }

    @Override
    public Future<Map<EntryId, EntryHeader>> getHeaders(Collection<EntryId> ids) {
        return get(ids).map(found -> found.stream()
                .collect(Collectors.toMap(entry -> new EntryId(entry.room(), entry.seq()), StoredEntry::header)));
    }

    @Override
    public synchronized Future<Map<RoomId, EntryHeader>> heads(Collection<RoomId> rooms) {
        Map<RoomId, EntryHeader> found = new HashMap<>();
        for (RoomId room : rooms) {
            EntryHeader head = heads.get(room);
            if (head != null) {
                found.put(room, head);
            }
        }
        return Future.succeededFuture(found);
    }

    @Override
    public synchronized Future<Map<RoomId, OwnMessages>> ownAfter(UserId sender, Collection<EntryId> after) {
        Map<RoomId, OwnMessages> found = new HashMap<>();
        after.forEach(id -> LongStream.rangeClosed(id.seq() + 1, id.seq() + OWN_ENTRIES)
                .mapToObj(seq -> byId.get(new EntryId(id.room(), seq)))
                .filter(entry ->
                        entry != null && entry.isMessage() && entry.sender().equals(sender))
                .forEach(own -> found.merge(
                        id.room(),
                        new OwnMessages(1, own.seq(), own.header().count().messages()),
                        OwnMessages::and)));
        return Future.succeededFuture(found);
    }

    @Override
    public synchronized Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        return Future.succeededFuture(known.stream()
                .filter(each -> byId.containsKey(new EntryId(each.room(), each.seq() + 1)))
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
