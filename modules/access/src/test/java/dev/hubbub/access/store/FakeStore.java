// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A message log in memory for tests: numbers entries, keeps members, refuses stale appends. */
public final class FakeStore implements MessageLogClient {
    private final Map<RoomId, FakeRoom> rooms = new LinkedHashMap<>();
    private final Queue<Future<?>> slowDescriptions = new ArrayDeque<>();
    private final Queue<Future<?>> slowAppends = new ArrayDeque<>();
    private final Queue<Runnable> beforeAppends = new ArrayDeque<>();
    private final Queue<Runnable> beforeChanges = new ArrayDeque<>();
    private final List<MessageLog.Describe> descriptions = new ArrayList<>();
    private final Map<UserId, RoomId> listed = new HashMap<>();
    private boolean failsRoomsOf;

    /** Delays the reply to the next describe request. The description is made at once. */
    public synchronized void delayDescription(Future<?> until) {
        slowDescriptions.add(until);
    }

    /** Delays the reply to the next append. The entry is stored at once. */
    public synchronized void delayAppend(Future<?> until) {
        slowAppends.add(until);
    }

    /** Runs a change right before the next append, as another node would. */
    public synchronized void beforeAppend(Runnable change) {
        beforeAppends.add(change);
    }

    /** Runs a change right before the next join or leave without an entry, as another node would. */
    public synchronized void beforeChange(Runnable change) {
        beforeChanges.add(change);
    }

    public synchronized void promote(RoomId room, UserId user) {
        rooms.get(room).promote(user);
    }

    public synchronized List<String> texts(RoomId room) {
        return rooms.get(room).entries.stream()
                .filter(entry -> MessageEntry.text(entry) != null)
                .map(entry -> MessageEntry.text(entry))
                .toList();
    }

    public synchronized List<MessageLog.Describe> descriptions() {
        return List.copyOf(descriptions);
    }

    /** Stores an entry without a check, as if another node had authorized it. */
    public synchronized MessageLog.Appended appendUnchecked(Entry entry) {
        return rooms.computeIfAbsent(entry.room(), id -> new FakeRoom())
                .append(new MessageLog.Append(entry, Long.MAX_VALUE));
    }

    @Override
    public synchronized Future<MessageLog.Appended> append(MessageLog.Append append) {
        Runnable before = beforeAppends.poll();
        if (before != null) {
            before.run();
        }
        Future<MessageLog.Appended> stored;
        try {
            boolean creates = CreatedEntry.KIND.is(append.entry());
            FakeRoom room = creates ? rooms.computeIfAbsent(append.room(), id -> new FakeRoom()) : room(append.room());
            stored = Future.succeededFuture(room.append(append));
        } catch (HubException e) {
            stored = Future.failedFuture(e);
        }
        return after(slowAppends.poll(), stored);
    }

    @Override
    public synchronized Future<MessageLog.Room> describe(MessageLog.Describe describe) {
        descriptions.add(describe);
        Future<MessageLog.Room> room;
        try {
            room = Future.succeededFuture(room(describe.room()).describe(describe));
        } catch (HubException e) {
            room = Future.failedFuture(e);
        }
        return after(slowDescriptions.poll(), room);
    }

    @Override
    public synchronized Future<MessageLog.Slice> read(MessageLog.Read read) {
        FakeRoom room = rooms.get(read.room());
        return Future.succeededFuture(room == null ? new MessageLog.Slice(List.of()) : room.read(read));
    }

    /** Lists a room of which the user is no member. */
    public synchronized void listAlso(UserId user, RoomId room) {
        listed.put(user, room);
    }

    /** Makes all later requests for the rooms of a user fail. */
    public synchronized void failRoomsOf() {
        failsRoomsOf = true;
    }

    @Override
    public synchronized Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf request) {
        if (failsRoomsOf) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"));
        }
        List<RoomId> in = rooms.entrySet().stream()
                .filter(room ->
                        room.getValue().isAskedFor(request) || room.getKey().equals(listed.get(request.user())))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(RoomId::value))
                .toList();
        String after = request.after() == null ? "" : request.after().value();
        return Future.succeededFuture(new MessageLog.UserRooms(
                in.stream()
                        .filter(room -> room.value().compareTo(after) > 0)
                        .limit(request.limit())
                        .toList(),
                in.size()));
    }

    /** As the store counts, with the cursors in these records. */
    public synchronized Future<Conversations.Counts> unread(Conversations.UnreadOf request, FakeUserRecords cursors) {
        return Future.succeededFuture(new Conversations.Counts(request.rooms().stream()
                .filter(from -> rooms.containsKey(from.room()))
                .map(from ->
                        room(from.room()).unread(request.user(), from, cursors.cursor(request.user(), from.room())))
                .toList()));
    }

    @Override
    public synchronized Future<Memberships.Changed> change(Memberships.Change request) {
        Runnable before = beforeChanges.poll();
        if (before != null) {
            before.run();
        }
        try {
            return Future.succeededFuture(room(request.room()).change(request));
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public synchronized Future<Memberships.Page> members(Memberships.PageOf request) {
        return Future.succeededFuture(room(request.room()).page(request));
    }

    /** The entries of a room, as they were stored. */
    public synchronized List<Entry> entries(RoomId room) {
        return rooms.containsKey(room) ? List.copyOf(rooms.get(room).entries) : List.of();
    }

    /** The kinds of the entries of a room, in order. */
    public synchronized List<String> events(RoomId room) {
        return rooms.get(room).entries.stream().map(Entry::event).toList();
    }

    public synchronized Future<Conversations.Heads> heads(Conversations.HeadsOf request) {
        return Future.succeededFuture(new Conversations.Heads(request.rooms().stream()
                .filter(rooms::containsKey)
                .map(room -> room(room).head(room))
                .toList()));
    }

    /** As the store makes them, with the cursors in these records. */
    public synchronized Future<Conversations.Rows> rows(Conversations.RowsOf request, FakeUserRecords cursors) {
        return Future.succeededFuture(new Conversations.Rows(request.rooms().stream()
                .filter(room ->
                        rooms.containsKey(room) && room(room).isAskedFor(new MessageLog.RoomsOf(request.user(), 1)))
                .map(room -> room(room).row(request.user(), room, cursors.cursor(request.user(), room)))
                .toList()));
    }

    private FakeRoom room(RoomId id) {
        FakeRoom room = rooms.get(id);
        if (room == null) {
            throw new HubException(ErrorCode.NOT_FOUND, "no such room");
        }
        return room;
    }

    private static <T> Future<T> after(Future<?> until, Future<T> answer) {
        return until == null ? answer : until.transform(done -> answer);
    }
}
