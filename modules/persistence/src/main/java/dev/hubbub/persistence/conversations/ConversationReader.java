// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.conversations;

import dev.hubbub.contract.reads.Conversations.Count;
import dev.hubbub.contract.reads.Conversations.Counts;
import dev.hubbub.contract.reads.Conversations.From;
import dev.hubbub.contract.reads.Conversations.Head;
import dev.hubbub.contract.reads.Conversations.Heads;
import dev.hubbub.contract.reads.Conversations.HeadsOf;
import dev.hubbub.contract.reads.Conversations.Last;
import dev.hubbub.contract.reads.Conversations.Row;
import dev.hubbub.contract.reads.Conversations.Rows;
import dev.hubbub.contract.reads.Conversations.RowsOf;
import dev.hubbub.contract.reads.Conversations.UnreadOf;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.read.MessageCounter;
import dev.hubbub.persistence.store.RoomSummary;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserRoom;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers the requests of {@link Conversations}: a few questions to the store, however many rooms they are about. */
public final class ConversationReader {
    private final Store store;
    private final MessageCounter counter;
    private final UnreadCounter unread;
    private final LastMessages lastMessages;

    public ConversationReader(Store store) {
        this.store = store;
        counter = new MessageCounter(store.entries(), store.rooms());
        unread = new UnreadCounter(store, counter);
        lastMessages = new LastMessages(store);
    }

    public Future<Heads> heads(HeadsOf request) {
        List<RoomId> rooms = distinct(request.rooms());
        return heads(rooms)
                .map(heads -> new Heads(rooms.stream()
                        .flatMap(room -> Stream.ofNullable(heads.get(room)).map(head -> head(room, head)))
                        .toList()));
    }

    private static Head head(RoomId room, EntryHeader head) {
        return new Head(room, head.seq(), head.count().messages(), head.count().last(), head.at());
    }

    public Future<Counts> unread(UnreadOf request) {
        return heads(distinct(request.rooms().stream().map(From::room).toList()))
                .compose(heads -> unread.count(request.user(), request.rooms(), heads))
                .map(Counts::new);
    }

    public Future<Rows> rows(RowsOf request) {
        List<RoomId> rooms = distinct(request.rooms());
        Future<Map<RoomId, UserRoom>> own = store.userRooms().memberships(request.user(), rooms);
        Future<Map<RoomId, RoomSummary>> summaries = store.rooms().summaries(rooms);
        Future<Map<RoomId, EntryHeader>> heads = heads(rooms);
        Future<Map<RoomId, Last>> last = heads.compose(lastMessages::find);
        Future<List<Count>> counts = Future.all(own, heads)
                .compose(both -> unread.countAfterOwn(request.user(), since(rooms, own.result()), heads.result()));
        return Future.all(summaries, last, counts)
                .map(all -> new Rows(counts.result().stream()
                        .map(count -> row(
                                count,
                                Objects.requireNonNull(own.result().get(count.room())),
                                Objects.requireNonNull(heads.result().get(count.room())),
                                summaries.result().get(count.room()),
                                last.result().get(count.room())))
                        .toList()));
    }

    private static List<From> since(List<RoomId> rooms, Map<RoomId, UserRoom> own) {
        return rooms.stream()
                .flatMap(room -> Stream.ofNullable(own.get(room)).map(member -> new From(room, member.since())))
                .toList();
    }

    private static Row row(
            Count count, UserRoom own, EntryHeader head, @Nullable RoomSummary summary, @Nullable Last last) {
        return new Row(
                count.room(),
                summary == null ? null : summary.details(),
                summary == null ? 0 : summary.size(),
                own.role(),
                head.seq(),
                head.at(),
                count.seq(),
                count.unread(),
                last);
    }

    private Future<Map<RoomId, EntryHeader>> heads(Collection<RoomId> rooms) {
        return store.entries().heads(rooms).compose(counter::allCounted);
    }

    private static List<RoomId> distinct(Collection<RoomId> rooms) {
        return rooms.stream().distinct().toList();
    }
}
