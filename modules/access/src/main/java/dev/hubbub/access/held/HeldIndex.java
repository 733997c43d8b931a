// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.held;

import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The held messages of all rooms of a shard, in the order in which they expire: one record each, without the content. So they can
 * be counted and deleted without a look at the rooms.
 */
final class HeldIndex {
    private static final String SCOPE = "held.";

    private final RoomRecordClient records;

    /**
     * One message.
     *
     * @param target of an edit: the seq of the message; absent: it is a message
     * @param waits whether it is not decided
     */
    record Line(RoomId room, UserId sender, String id, @Nullable Long target, boolean waits, Instant expiresAt) {
        static final RecordKind<Line> KIND = new RecordKind<>("held-line", Line.class);

        /** Of a message or an edit that waits. */
        static Line of(RoomId room, HeldMessage message) {
            return new Line(room, message.sender(), message.id(), message.target(), true, message.expiresAt());
        }

        /** The same, decided. */
        Line decided(Instant until) {
            return new Line(room, sender, id, target, false, until);
        }

        boolean waitsIn(RoomId other) {
            return waits && room.equals(other);
        }

        /** Whether it is an edit of this message that waits. */
        boolean edits(RoomId other, long message) {
            return waitsIn(other) && target != null && target == message;
        }

        /** The place in the index: lines that expire later are after it. */
        String position() {
            return String.format(Locale.ROOT, "%015d.%s", expiresAt.toEpochMilli(), id);
        }

        private RecordKey key() {
            return KIND.key(scope(Shard.of(room.value())), position());
        }
    }

    HeldIndex(RoomRecordClient records) {
        this.records = records;
    }

    private static String scope(int shard) {
        return SCOPE + shard;
    }

    Future<?> add(Line line) {
        return records.put(Line.KIND.put(line.key(), line));
    }

    Future<?> remove(Line line) {
        return records.delete(new Records.Delete(line.key(), null));
    }

    /** The lines of a shard after a position, at most so many. */
    Future<List<Line>> list(int shard, @Nullable String after, int limit) {
        return records.list(new Records.ListOf(scope(shard), Line.KIND.name(), after, limit))
                .map(found -> found.records().stream().map(HeldIndex::line).toList());
    }

    private static Line line(StoredRecord stored) {
        return Line.KIND.read(stored);
    }
}
