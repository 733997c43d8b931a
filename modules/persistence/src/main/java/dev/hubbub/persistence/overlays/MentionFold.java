// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Mentions;
import dev.hubbub.contract.messages.Overlays.RoomMention;
import dev.hubbub.contract.messages.Overlays.RoomMentions;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.StoredEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message mentions, as the message or an edit of it says.
 *
 * @param users others than the sender
 * @param roles empty: none
 * @param room whether all members
 */
record MentionFold(Set<UserId> users, List<Role> roles, boolean room) {
    /** No user. */
    static final MentionFold NONE = new MentionFold(Set.of(), List.of(), false);

    /**
     * Whom a message or an edit mentions. An entry that is erased mentions no user.
     *
     * @param author of the message, who is not told of it
     */
    static MentionFold of(StoredEntry stored, UserId author) {
        Entry entry = stored.entry();
        Set<UserId> users = new LinkedHashSet<>();
        texts(entry, "mentions").map(UserId::new).forEach(users::add);
        users.remove(author);
        return new MentionFold(
                users,
                texts(entry, "mentionRoles").map(Role::new).toList(),
                Boolean.TRUE.equals(entry.fields().get("mentionRoom")));
    }

    private static Stream<String> texts(Entry entry, String field) {
        return entry.fields().get(field) instanceof Iterable<?> values ? texts(values) : Stream.empty();
    }

    private static Stream<String> texts(Iterable<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(String.valueOf(value)));
        return texts.stream();
    }

    /** The records that it changes, in this room. */
    Stream<RecordKey> keys(RoomId roomId) {
        Stream<RecordKey> ofUsers = users.stream().map(user -> key(user, roomId));
        return mentionsMembers() ? Stream.concat(ofUsers, Stream.of(key(roomId))) : ofUsers;
    }

    private boolean mentionsMembers() {
        return room || !roles.isEmpty();
    }

    /**
     * A message mentions these now, where it mentioned others before.
     *
     * @param entry that changed it
     * @param message the seq of the message
     */
    void replace(MentionFold before, FoldedRecords records, StoredEntry entry, long message) {
        before.users().stream()
                .filter(user -> !users.contains(user))
                .forEach(user -> change(records, key(user, entry.room()), entry.seq(), message, false));
        users.stream()
                .filter(user -> !before.users().contains(user))
                .forEach(user -> change(records, key(user, entry.room()), entry.seq(), message, true));
        if (mentionsMembers() || before.mentionsMembers()) {
            changeRoom(records, key(entry.room()), entry.seq(), message);
        }
    }

    private static void change(FoldedRecords records, RecordKey key, long seq, long message, boolean added) {
        if (records.rank(key) >= seq) {
            return;
        }
        Stream<Long> others =
                records.get(Overlays.MENTIONS, key).stream().flatMap(mentions -> mentions.seqs().stream());
        Stream<Long> all =
                Stream.concat(others.filter(each -> each != message), added ? Stream.of(message) : Stream.of());
        records.put(
                Overlays.MENTIONS, key, seq, new Mentions(newest(all.sorted().toList())));
    }

    private void changeRoom(FoldedRecords records, RecordKey key, long seq, long message) {
        if (records.rank(key) >= seq) {
            return;
        }
        Stream<RoomMention> others = records.get(Overlays.ROOM_MENTIONS, key).stream()
                .flatMap(mentions -> mentions.all().stream())
                .filter(each -> each.seq() != message);
        Stream<RoomMention> added = mentionsMembers() ? Stream.of(new RoomMention(message, named())) : Stream.empty();
        List<RoomMention> all = Stream.concat(others, added)
                .sorted(Comparator.comparingLong(RoomMention::seq))
                .toList();
        records.put(Overlays.ROOM_MENTIONS, key, seq, new RoomMentions(newest(all)));
    }

    private @Nullable List<Role> named() {
        return room ? null : roles;
    }

    private static <T> List<T> newest(List<T> all) {
        return all.subList(Math.max(0, all.size() - Overlays.MAX_MENTIONS), all.size());
    }

    private static RecordKey key(UserId user, RoomId room) {
        return Overlays.MENTIONS.key(user.value(), room.value());
    }

    private static RecordKey key(RoomId room) {
        return Overlays.ROOM_MENTIONS.key(room.value());
    }
}
