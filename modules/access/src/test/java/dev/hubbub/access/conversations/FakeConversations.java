// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;

/** The rooms of one user in memory, who is a member of all of them. */
final class FakeConversations implements ConversationClient {
    final Map<RecordKey, StoredRecord> records = new HashMap<>();
    private final TreeMap<String, Conversations.Row> rooms = new TreeMap<>();
    private final Queue<Future<?>> slowRows = new ArrayDeque<>();
    private final List<Presence.State> states = new ArrayList<>();
    private int asked;
    private int questions;
    private Role role = Role.MEMBER;
    private boolean hidesRows;
    private boolean hidesPresence;

    /** Adds or changes a room; without details only the room itself knows them. */
    void put(String room, RoomDetails details, long millis) {
        put(room, details, millis, 2);
    }

    /** @param members how many its row counts */
    void put(String room, RoomDetails details, long millis, int members) {
        Instant at = Instant.ofEpochMilli(millis);
        rooms.put(room, new Conversations.Row(new RoomId(room), details, members, Role.MEMBER, millis, at, 1, 3, null));
    }

    /** From now on the rooms themselves say that all who are asked about are invited. */
    void invite() {
        role = Role.INVITED;
    }

    void put(String room, long millis) {
        put(room, new RoomDetails("Room " + room, Visibility.PRIVATE, RoomKind.GROUP), millis);
    }

    /** Delays the next answer for rows. */
    void delayRows(Future<?> until) {
        slowRows.add(until);
    }

    /** How many questions there were. */
    int questions() {
        return questions;
    }

    /** From now on no row is stored. */
    void hideRows() {
        hidesRows = true;
    }

    /** How many questions for rows there were. */
    int asked() {
        return asked;
    }

    @Override
    public Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf request) {
        questions++;
        String after = request.after() == null ? "" : request.after().value();
        List<RoomId> page = rooms.tailMap(after, false).keySet().stream()
                .limit(request.limit())
                .map(RoomId::new)
                .toList();
        return Future.succeededFuture(new MessageLog.UserRooms(page, rooms.size()));
    }

    @Override
    public Future<Conversations.Heads> heads(Conversations.HeadsOf request) {
        questions++;
        return Future.succeededFuture(new Conversations.Heads(request.rooms().stream()
                .map(room -> rooms.get(room.value()))
                .map(row -> new Conversations.Head(row.room(), row.seq(), 0, 0, row.at()))
                .toList()));
    }

    @Override
    public Future<Conversations.Rows> rows(Conversations.RowsOf request) {
        asked++;
        questions++;
        Future<Conversations.Rows> rows = Future.succeededFuture(new Conversations.Rows(request.rooms().stream()
                .map(room -> rooms.get(room.value()))
                .filter(row -> row != null && !hidesRows)
                .toList()));
        Future<?> until = slowRows.poll();
        return until == null ? rows : until.transform(done -> rows);
    }

    @Override
    public Future<MessageLog.Room> describe(MessageLog.Describe request) {
        questions++;
        RoomDetails details = new RoomDetails("Asked", Visibility.PRIVATE, RoomKind.GROUP);
        List<Member> members = request.users().stream()
                .map(user -> new Member(user, role, 1, null))
                .toList();
        return Future.succeededFuture(new MessageLog.Room(request.room(), details, 1, 1, 1, 1, 0, members, null));
    }

    @Override
    public Future<Records.Found> records(Records.Get request) {
        questions++;
        return Future.succeededFuture(new Records.Found(request.keys().stream()
                .map(records::get)
                .filter(Objects::nonNull)
                .toList()));
    }

    /** From now on presence knows this user. */
    void see(Presence.State state) {
        states.add(state);
    }

    /** From now on presence does not answer. */
    void hidePresence() {
        hidesPresence = true;
    }

    @Override
    public Future<Presence.States> presence(Presence.Lookup request) {
        return hidesPresence
                ? Promise.<Presence.States>promise().future()
                : Future.succeededFuture(new Presence.States(states.stream()
                        .filter(state -> request.users().contains(state.user()))
                        .toList()));
    }

    void keep(StoredRecord stored) {
        records.put(stored.key(), stored);
    }

    static UserId user(String id) {
        return new UserId(id);
    }
}
