// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/** A message log in memory, for tests: numbers entries, keeps members, refuses what is stale; keeps users too. */
final class FakeLog implements RoomLog, UserLog {
    private final Map<RoomId, FakeRoom> rooms = new LinkedHashMap<>();
    private final Map<UserId, MessageLog.UserRecord> people = new HashMap<>();
    private final Queue<Future<?>> slowDescriptions = new ArrayDeque<>();
    private final Queue<Future<?>> slowAppends = new ArrayDeque<>();
    private final Queue<Future<?>> slowRecalls = new ArrayDeque<>();
    private final Queue<Runnable> beforeAppends = new ArrayDeque<>();
    private final List<MessageLog.Describe> descriptions = new ArrayList<>();
    private boolean roomsAreLost;
    private final List<Integer> recalls = new ArrayList<>();

    /** The next description that has none yet is answered when the future completes; it is made at once. */
    synchronized void delayDescription(Future<?> until) {
        slowDescriptions.add(until);
    }

    /** The next append that has none yet is answered when the future completes; it is stored at once. */
    synchronized void delayAppend(Future<?> until) {
        slowAppends.add(until);
    }

    /** The next recall that has none yet is answered when the future completes; it is made at once. */
    synchronized void delayRecall(Future<?> until) {
        slowRecalls.add(until);
    }

    /** Something happens right before the next append, as if through another node. */
    synchronized void beforeAppend(Runnable change) {
        beforeAppends.add(change);
    }

    synchronized void know(UserId user, Profile profile) {
        people.put(user, new MessageLog.UserRecord(user, profile, null));
    }

    synchronized void promote(RoomId room, UserId user) {
        rooms.get(room).promote(user);
    }

    synchronized List<String> texts(RoomId room) {
        return rooms.get(room).entries.stream()
                .filter(entry -> entry.text() != null)
                .map(entry -> entry.text())
                .toList();
    }

    synchronized List<MessageLog.Describe> descriptions() {
        return List.copyOf(descriptions);
    }

    synchronized List<Integer> recalls() {
        return List.copyOf(recalls);
    }

    /** Stores an entry whatever the members, as if another node had judged it. */
    synchronized MessageLog.Appended force(Entry entry) {
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
            boolean founding = append.entry().founding() != null;
            FakeRoom room = founding ? rooms.computeIfAbsent(append.room(), id -> new FakeRoom()) : room(append.room());
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
        return Future.succeededFuture(room(read.room()).read(read));
    }

    /** From now on nobody knows in which rooms a user is. */
    synchronized void loseRooms() {
        roomsAreLost = true;
    }

    @Override
    public synchronized Future<MessageLog.UserRooms> rooms(MessageLog.RoomsOf ask) {
        if (roomsAreLost) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"));
        }
        List<RoomId> in = rooms.entrySet().stream()
                .filter(room -> room.getValue().has(ask.user()))
                .map(Map.Entry::getKey)
                .toList();
        return Future.succeededFuture(
                new MessageLog.UserRooms(in.stream().limit(ask.limit()).toList(), in.size()));
    }

    @Override
    public synchronized Future<MessageLog.UserRecords> recall(MessageLog.GetUsers ask) {
        recalls.add(ask.users().size());
        List<MessageLog.UserRecord> found =
                ask.users().stream().map(people::get).filter(Objects::nonNull).toList();
        return after(slowRecalls.poll(), Future.succeededFuture(new MessageLog.UserRecords(found)));
    }

    @Override
    public synchronized Future<MessageLog.UserUpdated> remember(MessageLog.UpdateUser what) {
        MessageLog.UserRecord old =
                people.getOrDefault(what.user(), new MessageLog.UserRecord(what.user(), null, null));
        boolean decides = what.disabled() != null
                && (old.decidedAt() == null || what.decidedAt().isAfter(old.decidedAt()));
        people.put(
                what.user(),
                new MessageLog.UserRecord(
                        what.user(),
                        old.profile(),
                        old.seenAt(),
                        what.validFrom() == null ? old.validFrom() : what.validFrom(),
                        decides ? what.disabled() : old.disabled(),
                        decides ? what.decidedAt() : old.decidedAt()));
        return Future.succeededFuture(new MessageLog.UserUpdated(what.user()));
    }

    synchronized MessageLog.UserRecord person(UserId user) {
        return people.get(user);
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
