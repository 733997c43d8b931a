// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Entries of a room as they are now: with the profiles of their senders and of the users whom they concern, and messages with
 * what became of them. It reads records once, and entries once more where messages were edited by entries that are not among
 * these.
 */
public final class CurrentEntries {
    private final Store store;

    public CurrentEntries(Store store) {
        this.store = store;
    }

    /** The same entries, in their order. */
    public Future<List<Entry>> of(RoomId room, List<Entry> entries) {
        Set<UserId> users = entries.stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.sender()), entry.concerned().stream()))
                .collect(Collectors.toSet());
        List<RecordKey> keys =
                new ArrayList<>(UserRecords.get(UserRecords.PROFILE, users).keys());
        entries.forEach(entry -> keys.addAll(keys(room, entry)));
        return store.records().get(keys).compose(records -> {
            Map<UserId, Profile> profiles = UserRecords.shown(UserRecords.PROFILE, records);
            Map<RecordKey, StoredRecord> byKey =
                    records.stream().collect(Collectors.toMap(StoredRecord::key, Function.identity()));
            CurrentMessages messages = new CurrentMessages(room, byKey);
            return edits(room, entries, messages).map(edits -> entries.stream()
                    .map(entry -> shown(messages.now(entry, edits), profiles))
                    .toList());
        });
    }

    private static List<RecordKey> keys(RoomId room, Entry entry) {
        if (MessageEntry.KIND.is(entry)) {
            return List.of(
                    Overlays.of(Overlays.OVERLAY, room, entry.seq()), Overlays.of(Overlays.THREAD, room, entry.seq()));
        }
        return EditedEntry.KIND.is(entry)
                ? List.of(Overlays.of(Overlays.OVERLAY, room, CurrentMessages.target(entry)))
                : List.of();
    }

    /** The newest edits of these messages, by their seqs. */
    private Future<Map<Long, Entry>> edits(RoomId room, List<Entry> entries, CurrentMessages messages) {
        Set<Long> missing = entries.stream()
                .filter(MessageEntry.KIND::is)
                .map(entry -> messages.overlay(entry.seq()).edited())
                .flatMap(Stream::ofNullable)
                .map(Overlays.Mark::seq)
                .collect(Collectors.toSet());
        Map<Long, Entry> edits = new HashMap<>();
        entries.stream()
                .filter(entry -> EditedEntry.KIND.is(entry) && missing.remove(entry.seq()))
                .forEach(edit -> edits.put(edit.seq(), edit));
        return missing.isEmpty()
                ? Future.succeededFuture(edits)
                : store.entries().get(room, missing).map(found -> {
                    found.stream().map(StoredEntry::entry).forEach(edit -> edits.put(edit.seq(), edit));
                    return edits;
                });
    }

    private static Entry shown(Entry entry, Map<UserId, Profile> profiles) {
        return entry.shownAs(profiles.get(entry.sender()))
                .withUserProfile(entry.concerned().map(profiles::get).orElse(null));
    }
}
