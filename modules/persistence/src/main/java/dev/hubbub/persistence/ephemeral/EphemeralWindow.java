// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.ephemeral;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;

/**
 * The newest entries of one room, numbered from a base. Bounded by their number and their length; the newest one always stays.
 */
public final class EphemeralWindow {
    static final int MAX_ENTRIES = 1_000;
    static final int MAX_LENGTH = 1_048_576;

    /** About what an entry has beside its fields. */
    private static final int ENVELOPE_LENGTH = 300;

    private final long base;
    private final IntConsumer growth;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<Key, Entry> byKey = new HashMap<>();
    private long head;
    private int length;

    private record Key(UserId sender, ClientId clientId) {}

    /**
     * @param base the first entry gets the next number
     * @param growth told by how much its length changes
     */
    EphemeralWindow(long base, IntConsumer growth) {
        this.base = base;
        this.growth = growth;
        this.head = base;
    }

    /** Numbers up to this one are lost, or were never given. */
    public long base() {
        return base;
    }

    /** The number of the newest entry; the base, if there is none. */
    public long head() {
        return head;
    }

    /** About how many characters it holds. */
    int length() {
        return length;
    }

    /** Gives an entry the next number. Time never goes back within a room. */
    public Entry add(Entry entry, Instant now) {
        Instant newest = entries.isEmpty()
                ? Instant.EPOCH
                : Objects.requireNonNull(entries.getLast().at());
        Entry numbered = entry.stored(++head, now.isBefore(newest) ? newest : now);
        entries.add(numbered);
        key(numbered).ifPresent(key -> byKey.put(key, numbered));
        grow(lengthOf(numbered));
        while (entries.size() > 1 && (entries.size() > MAX_ENTRIES || length > MAX_LENGTH)) {
            Entry oldest = entries.remove();
            key(oldest).ifPresent(byKey::remove);
            grow(-lengthOf(oldest));
        }
        return numbered;
    }

    private void grow(int difference) {
        length += difference;
        growth.accept(difference);
    }

    private static int lengthOf(Entry entry) {
        return entry.length() + ENVELOPE_LENGTH;
    }

    private static Optional<Key> key(Entry entry) {
        return Optional.ofNullable(entry.clientId()).map(clientId -> new Key(entry.sender(), clientId));
    }

    /** The entry that was sent before with the clientId of this one, as long as it is here. */
    public Optional<Entry> sentBefore(Entry entry) {
        return key(entry).map(byKey::get);
    }

    /** The entries with these numbers that are here, in their order. */
    List<Entry> get(Set<Long> seqs) {
        return entries.stream().filter(entry -> seqs.contains(entry.seq())).toList();
    }

    /** The number of the first entry here at a time or after it; one more than the head, where all are older. */
    long at(Instant time) {
        return entries.stream()
                .filter(entry -> !Objects.requireNonNull(entry.at()).isBefore(time))
                .findFirst()
                .map(Entry::seq)
                .orElse(head + 1);
    }

    /**
     * The entries that a request asks for, as far as they are here.
     *
     * @param limit which of some entries fit into a reply, given which end to keep
     */
    Slice read(Read request, BiFunction<List<Entry>, Boolean, List<Entry>> limit) {
        long first = head - entries.size() + 1;
        List<Entry> found = entries.stream()
                .filter(entry -> entry.seq() >= request.from() && entry.seq() <= request.to())
                .toList();
        boolean isCut = request.from() < first;
        boolean isLost = isCut && request.from() <= base;
        return new Slice(limit.apply(found, request.newestFirst()), isCut ? first : null, isLost ? Boolean.TRUE : null);
    }
}
