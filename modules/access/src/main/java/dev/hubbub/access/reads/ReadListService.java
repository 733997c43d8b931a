// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Cursor;
import dev.hubbub.contract.reads.Reads.ReadList;
import dev.hubbub.contract.reads.Reads.ReadsOf;
import dev.hubbub.contract.reads.Reads.UserRead;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.Privacy;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lists how far the members of a room have read, for callers who may read it. Members who do not show it are left out, and so is
 * the other user of a direct room when one of the two blocks the other.
 */
public final class ReadListService {
    private final UserRecordClient records;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final ReadAccess access;
    private final DirectContacts contacts;

    /** @param contacts who may write to whom in direct rooms */
    public ReadListService(
            MessageLogClient log,
            UserRecordClient records,
            RoomQueues queues,
            ReadAccess access,
            DirectContacts contacts) {
        this.records = records;
        this.lookup = new RoomLookup(log);
        this.queues = queues;
        this.access = access;
        this.contacts = contacts;
    }

    public Future<ReadList> reads(Caller caller, ReadsOf body) {
        // Look up the caller alone first, so that a refusal is as cheap and as fast as for a missing room.
        return queues.read(body.room(), () -> lookup.lookUp(caller, body.room(), List.of(caller.user())))
                .map(room -> access.require(caller, room))
                .compose(room ->
                        room.details().keepsMembersApart() ? stored(caller, body, room) : described(caller, body));
    }

    private Future<ReadList> described(Caller caller, ReadsOf body) {
        return lookup.lookUp(caller, body.room(), List.of())
                .map(room -> access.require(caller, room))
                .compose(room -> contacts.isOpenIn(room.details(), caller.user())
                        .compose(open -> page(caller.user(), body, shown(room, caller.user(), open))));
    }

    /** The members of whom the caller learns something. */
    private static List<UserId> shown(MessageLog.Room room, UserId caller, boolean open) {
        return room.members().stream()
                .filter(Member::isMember)
                .map(Member::user)
                .filter(user -> open || user.equals(caller))
                .toList();
    }

    /** Empty for an ephemeral room, which keeps no cursors, and for a completed one, which has no members. */
    private Future<ReadList> stored(Caller caller, ReadsOf body, MessageLog.Room room) {
        if (room.details().isEphemeral() || room.details().isCompleted()) {
            return Future.succeededFuture(new ReadList(List.of(), null));
        }
        return lookup.members(new Memberships.PageOf(room.room(), body.after(), body.limit(), null))
                .compose(
                        page -> reads(caller.user(), body, users(page)).map(found -> new ReadList(found, page.next())));
    }

    private static List<UserId> users(Memberships.Page page) {
        return page.members().stream()
                .filter(Member::isMember)
                .map(Member::user)
                .toList();
    }

    private Future<ReadList> page(UserId caller, ReadsOf body, List<UserId> members) {
        String after = body.after() == null ? "" : body.after().value();
        List<UserId> left = members.stream()
                .filter(user -> user.value().compareTo(after) > 0)
                .sorted(Comparator.comparing(UserId::value))
                .toList();
        List<UserId> page = left.subList(0, Math.min(left.size(), body.limit()));
        UserId next = page.size() < left.size() ? page.get(page.size() - 1) : null;
        return reads(caller, body, page).map(found -> new ReadList(found, next));
    }

    private Future<List<UserRead>> reads(UserId caller, ReadsOf body, List<UserId> users) {
        List<RecordKey> keys = users.stream()
                .flatMap(user -> Stream.of(cursor(user, body.room()), UserRecords.key(UserRecords.PRIVACY, user)))
                .toList();
        return records.get(new Records.Get(keys)).map(found -> {
            Map<UserId, Privacy> privacy = UserRecords.shown(UserRecords.PRIVACY, found.records());
            Map<UserId, Cursor> cursors = UserRecords.shown(Reads.CURSOR, found.records());
            List<UserRead> reads = new ArrayList<>();
            for (UserId user : users) {
                Cursor cursor = cursors.get(user);
                boolean isShown = privacy.getOrDefault(user, Privacy.DEFAULT).receipts() || user.equals(caller);
                if (cursor != null && isShown && (body.seq() == null || cursor.seq() >= body.seq())) {
                    reads.add(new UserRead(user, cursor.seq(), cursor.at()));
                }
            }
            return reads;
        });
    }

    private static RecordKey cursor(UserId user, RoomId room) {
        return Reads.CURSOR.key(user.value(), room.value());
    }
}
