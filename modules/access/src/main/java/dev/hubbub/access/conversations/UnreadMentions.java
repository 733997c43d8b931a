// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Mentions;
import dev.hubbub.contract.messages.Overlays.RoomMention;
import dev.hubbub.contract.messages.Overlays.RoomMentions;
import dev.hubbub.contract.reads.Conversations.Row;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Counts the unread messages of rooms that mention a user, by its id, by its role or with all members. Only the newest are known,
 * of each kind at most {@value Overlays#MAX_MENTIONS}.
 */
record UnreadMentions(Map<RoomId, Mentions> users, Map<RoomId, RoomMentions> rooms) {
    /** The records that a row needs; none where nothing is unread. */
    static Stream<RecordKey> keys(UserId user, Row row) {
        String room = row.room().value();
        return row.unread() == 0
                ? Stream.empty()
                : Stream.of(Overlays.MENTIONS.key(user.value(), room), Overlays.ROOM_MENTIONS.key(room));
    }

    static UnreadMentions of(List<StoredRecord> records) {
        Map<RoomId, Mentions> users = new HashMap<>();
        Map<RoomId, RoomMentions> rooms = new HashMap<>();
        for (StoredRecord stored : records) {
            if (Overlays.MENTIONS.is(stored)) {
                Overlays.MENTIONS
                        .readIfValid(stored)
                        .ifPresent(read -> users.put(new RoomId(stored.key().key()), read));
            } else if (Overlays.ROOM_MENTIONS.is(stored)) {
                Overlays.ROOM_MENTIONS
                        .readIfValid(stored)
                        .ifPresent(read -> rooms.put(new RoomId(stored.key().scope()), read));
            }
        }
        return new UnreadMentions(users, rooms);
    }

    /** How many of the unread messages of a row mention the user: each once. */
    long of(Row row) {
        if (row.unread() == 0) {
            return 0;
        }
        LongStream named = users.getOrDefault(row.room(), new Mentions(List.of())).seqs().stream()
                .mapToLong(Long::longValue);
        LongStream all = rooms.getOrDefault(row.room(), new RoomMentions(List.of())).all().stream()
                .filter(mention -> concerns(mention, row.role()))
                .mapToLong(RoomMention::seq);
        long mentions = LongStream.concat(named, all)
                .filter(seq -> seq > row.read())
                .distinct()
                .count();
        return Math.min(Math.min(mentions, row.unread()), Overlays.MAX_MENTIONS);
    }

    private static boolean concerns(RoomMention mention, Role role) {
        return mention.roles() == null || mention.roles().contains(role);
    }
}
