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
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Entries in memory. */
final class MemoryEntryStore implements EntryStore {
    private final Map<EntryId, StoredEntry> byId = new HashMap<>();
    private final Map<RoomId, EntryHeader> heads = new HashMap<>();
    private final Map<Key, EntryId> byKey = new HashMap<>();

    /** The seqs of the replies of each thread. */
    private final Map<EntryId, NavigableSet<Long>> replies = new HashMap<>();

    /** What is in {@link #byKey}, the oldest first. */
    private final Deque<Remembered> remembered = new ArrayDeque<>();

    private record Remembered(Key key, Instant at) {}

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
        byKey.put(key, id);
        if (entry.thread() > 0) {
            replies.computeIfAbsent(new EntryId(entry.room(), entry.thread()), thread -> new TreeSet<>())
                    .add(entry.seq());
        }
        remembered.add(new Remembered(key, entry.at()));
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
    public synchronized Future<List<RoomId>> rooms(@Nullable RoomId after, int limit) {
        return Future.succeededFuture(heads.keySet().stream()
                .map(RoomId::value)
                .filter(room -> after == null || room.compareTo(after.value()) > 0)
                .sorted()
                .limit(limit)
                .map(RoomId::new)
                .toList());
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
            byKey.remove(remembered.poll().key());
            forgotten++;
        }
        return Future.succeededFuture(forgotten);
    }

    @Override
    public synchronized Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        return Future.succeededFuture(
                Optional.ofNullable(byKey.get(new Key(room, sender, key))).map(byId::get));
    }

    @Override
    public synchronized Future<List<StoredEntry>> replies(RoomId room, long thread, @Nullable Long after, int limit) {
        NavigableSet<Long> all = replies.getOrDefault(new EntryId(room, thread), new TreeSet<>());
        Stream<Long> found = after == null
                ? all.descendingSet().stream().limit(limit).sorted()
                : all.tailSet(after, false).stream().limit(limit);
        return get(room, found.toList());
    }

    @Override
    public synchronized Future<Void> erase(Collection<StoredEntry> erased) {
        erased.forEach(entry -> byId.replace(new EntryId(entry.room(), entry.seq()), entry));
        return Future.succeededFuture();
    }
}
