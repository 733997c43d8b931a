// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.store.MessageLookupClient;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLookup.Replies;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Cursor;
import dev.hubbub.contract.reads.Reads.Position;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How far users have read threads. */
public final class ThreadReads {
    /** So many unread replies stand for more. */
    static final int MAX_UNREAD = 100;

    /** So many pages of replies are looked at: own replies, and those that are deleted, count as none. */
    private static final int MAX_PAGES = 5;

    private final UserRecordClient records;
    private final MessageLookupClient lookups;
    private final MessageFinder finder;
    private final InstantSource clock;

    public ThreadReads(
            UserRecordClient records, MessageLookupClient lookups, MessageFinder finder, InstantSource clock) {
        this.records = records;
        this.lookups = lookups;
        this.finder = finder;
        this.clock = clock;
    }

    /**
     * A user has read a thread so far. Completes with the position as it is then; NOT_FOUND if there is no such message. Of a
     * message without replies nothing is kept: those that come later have larger numbers.
     */
    Future<Position> read(UserId user, RoomId room, long thread, long seq) {
        return finder.find(room, thread)
                .map(found -> found.orElseThrow(() -> MessageFinder.missing("thread", thread)))
                .compose(first -> first.fields().containsKey("replies")
                        ? raise(user, room, thread, seq)
                        : Future.succeededFuture(new Position(room, seq, 0)));
    }

    private Future<Position> raise(UserId user, RoomId room, long thread, long seq) {
        Cursor cursor = new Cursor(seq, 0, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return records.raise(Reads.CURSOR.raise(Reads.threadKey(user, room, thread), seq, cursor))
                .compose(stored -> position(user, room, thread));
    }

    /** Up to which reply a user has read a thread, 0 for none, and how many replies of others follow. */
    public Future<Position> position(UserId user, RoomId room, long thread) {
        return records.get(new Records.Get(List.of(Reads.threadKey(user, room, thread))))
                .map(found -> found.records().stream()
                        .findFirst()
                        .map(Reads.CURSOR::read)
                        .map(Cursor::seq)
                        .orElse(0L))
                .compose(seq -> unread(user, new Replies(room, thread, seq, Messages.MAX_PAGE), 0, 1)
                        .map(unread -> new Position(room, seq, unread)));
    }

    /** A page has fewer replies than asked for where these are long, so only an empty one is the last. */
    private Future<Integer> unread(UserId user, Replies asked, int before, int page) {
        return lookups.replies(asked).compose(slice -> {
            List<Entry> replies = slice.entries();
            int unread = before
                    + (int) replies.stream()
                            .filter(reply -> !reply.sender().equals(user) && !MessageFinder.isDeleted(reply))
                            .count();
            if (replies.isEmpty() || unread >= MAX_UNREAD || page == MAX_PAGES) {
                return Future.succeededFuture(Math.min(unread, MAX_UNREAD));
            }
            long last = replies.get(replies.size() - 1).seq();
            return unread(user, new Replies(asked.room(), asked.thread(), last, asked.limit()), unread, page + 1);
        });
    }
}
