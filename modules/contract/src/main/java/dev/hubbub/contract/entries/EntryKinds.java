// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of entries that a node knows. One that it does not know is stored and passed on without checks. */
public final class EntryKinds {
    /** Those of the hub itself. */
    public static final EntryKinds STANDARD = new EntryKinds(Stream.concat(
                    MembershipEntry.ALL.stream(),
                    Stream.of(
                            MessageEntry.KIND,
                            EditedEntry.KIND,
                            DeletedEntry.KIND,
                            ReactedEntry.KIND,
                            PinnedEntry.KIND,
                            CreatedEntry.KIND,
                            DetailsEntry.CHANGED,
                            DetailsEntry.ENDED))
            .toList());

    private final Map<String, EntryKind<?>> byEvent;

    private EntryKinds(List<? extends EntryKind<?>> kinds) {
        byEvent = kinds.stream().collect(Collectors.toUnmodifiableMap(EntryKind::event, Function.identity()));
    }

    /** These, and one more. */
    public EntryKinds and(EntryKind<?> kind) {
        return new EntryKinds(
                Stream.concat(byEvent.values().stream(), Stream.of(kind)).toList());
    }

    /** Their names on the wire. */
    public Set<String> events() {
        return byEvent.keySet();
    }

    /**
     * Checks an entry before it is stored.
     *
     * @throws dev.hubbub.contract.error.HubException BAD_REQUEST, naming the field at fault
     */
    public void check(Entry entry) {
        EntryKind<?> kind = byEvent.get(entry.event());
        if (kind == null) {
            RoomChange.named(entry);
        } else {
            kind.check(entry);
        }
    }

    /** Whether users read an entry as a message. */
    public boolean countsAsMessage(Entry entry) {
        EntryKind<?> kind = byEvent.get(entry.event());
        return kind == null ? EntryKind.saysThatItCounts(entry) : kind.countsAsMessage(entry);
    }

    /** What an entry changes in its room. */
    public RoomChange change(Entry entry) {
        EntryKind<?> kind = byEvent.get(entry.event());
        return kind == null ? RoomChange.named(entry) : kind.change(entry);
    }
}
