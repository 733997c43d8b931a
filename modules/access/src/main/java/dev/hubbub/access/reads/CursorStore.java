// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.reads.Conversations.Count;
import dev.hubbub.contract.reads.Conversations.Counts;
import dev.hubbub.contract.reads.Conversations.From;
import dev.hubbub.contract.reads.Conversations.UnreadOf;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Cursor;
import dev.hubbub.contract.reads.Reads.Flags;
import dev.hubbub.contract.reads.Reads.Position;
import dev.hubbub.contract.reads.Reads.UserRead;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores how far a user has read a room, and tells who is to know. */
public final class CursorStore {
    private final UserRecordClient records;
    private final Function<UnreadOf, Future<Counts>> unread;
    private final RoomFlags flags;
    private final ReadEvents events;
    private final InstantSource clock;

    /** @param unread counts what users have not read */
    public CursorStore(
            UserRecordClient records,
            Function<UnreadOf, Future<Counts>> unread,
            RoomFlags flags,
            ReadEvents events,
            InstantSource clock) {
        this.records = records;
        this.unread = unread;
        this.flags = flags;
        this.events = events;
        this.clock = clock;
    }

    /** @param raised when this raised the cursor; absent (null): it did not, the user had read so far before */
    private record Outcome(Position position, @Nullable Instant raised) {}

    /** A user has sent this message, which tells the others by itself that the user has read so far. */
    Future<Position> sent(UserId user, RoomId room, long seq, long messages) {
        return raise(user, room, new Cursor(seq, messages, now())).map(stored -> new Position(room, seq, 0));
    }

    /**
     * A user has read a room so far. Completes with the cursor as it is then.
     *
     * @param told whether the followers of the room are told
     */
    Future<Position> read(UserId user, RoomId room, long seq, boolean told) {
        Future<Outcome> raised = count(user, room, seq).compose(count -> raise(user, seq, count));
        return raised.compose(outcome -> shown(user, room).compose(shown -> {
            boolean isMarked = shown.flags().unread();
            Future<?> cleared = isMarked ? flags.change(user, room, CursorStore::unmarked) : Future.succeededFuture();
            return cleared.map(stored -> {
                tell(user, outcome, isMarked, told && shown.receipts());
                return outcome.position();
            });
        }));
    }

    private void tell(UserId user, Outcome outcome, boolean isMarked, boolean isShown) {
        Position position = outcome.position();
        if (outcome.raised() != null && isShown) {
            events.read(position.room(), new UserRead(user, position.seq(), outcome.raised()));
        }
        if (outcome.raised() != null || isMarked) {
            events.position(user, position);
        }
    }

    private static Flags unmarked(Flags before) {
        return new Flags(false, before.pinned(), before.muted(), before.archived());
    }

    private Future<Count> count(UserId user, RoomId room, long seq) {
        return unread.apply(new UnreadOf(user, List.of(new From(room, seq)))).map(counts -> counts.rooms().stream()
                .findFirst()
                .orElse(new Count(room, seq, seq, 0, seq, 0))); // a room that is not stored has no cursors
    }

    private Future<Outcome> raise(UserId user, long seq, Count count) {
        RoomId room = count.room();
        if (count.stored() >= seq) {
            return Future.succeededFuture(outcome(count, null));
        }
        Cursor cursor = new Cursor(count.seq(), count.messages(), now());
        return raise(user, room, cursor)
                .compose(stored -> stored
                        ? Future.succeededFuture(outcome(count, cursor.at()))
                        : count(user, room, seq).map(newer -> outcome(newer, null)));
    }

    private static Outcome outcome(Count count, @Nullable Instant raised) {
        return new Outcome(new Position(count.room(), count.seq(), count.unread()), raised);
    }

    private Future<Boolean> raise(UserId user, RoomId room, Cursor cursor) {
        return records.raise(Reads.CURSOR.raise(Reads.CURSOR.key(user.value(), room.value()), cursor.seq(), cursor))
                .map(Records.Stored::stored);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What a user shows, and how it keeps the room. */
    private record Shown(Flags flags, boolean receipts) {}

    private Future<Shown> shown(UserId user, RoomId room) {
        Records.Get both =
                new Records.Get(List.of(RoomFlags.key(user, room), UserRecords.key(UserRecords.PRIVACY, user)));
        return records.get(both).map(found -> {
            Flags kept = found.records().stream()
                    .filter(Reads.FLAGS::is)
                    .findFirst()
                    .flatMap(Reads.FLAGS::readIfValid)
                    .orElse(Flags.NONE);
            return new Shown(kept, UserRecords.privacy(user, found.records()).receipts());
        });
    }
}
