// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.fanout.user.ListRows;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Who is a member of which room, from the entries of a {@link FakeHub}. */
final class FakeRooms {
    private final Map<RoomId, List<Entry>> rooms;
    private final BooleanSupplier unreadable;

    FakeRooms(Map<RoomId, List<Entry>> rooms, BooleanSupplier unreadable) {
        this.rooms = rooms;
        this.unreadable = unreadable;
    }

    Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf request) {
        return answer(() -> new MessageLog.UserRooms(
                rooms.keySet().stream()
                        .filter(room -> members(room).containsKey(request.user()))
                        .toList(),
                null));
    }

    Future<MessageLog.Room> describe(MessageLog.Describe request) {
        return answer(() -> {
            RoomId room = request.room();
            List<Member> members = members(room).entrySet().stream()
                    .filter(member -> request.users().contains(member.getKey()))
                    .map(member -> new Member(member.getKey(), member.getValue(), 1, null))
                    .toList();
            int head = rooms.get(room).size();
            return new MessageLog.Room(
                    room, new RoomDetails(name(room), Visibility.PRIVATE, null), head, head, 1, 1, 0, members, null);
        });
    }

    Future<RoomLists.Rows> rows(RoomLists.RowsOf request) {
        return answer(() -> new RoomLists.Rows(
                request.rooms().stream()
                        .filter(room -> members(room).containsKey(request.user()))
                        .map(room -> ListRows.row(
                                room,
                                name(room),
                                members(room).get(request.user()),
                                rooms.get(room).size()))
                        .toList(),
                null));
    }

    private Map<UserId, Role> members(RoomId room) {
        Map<UserId, Role> members = new LinkedHashMap<>();
        rooms.get(room)
                .forEach(entry -> EntryKinds.STANDARD.change(entry).members().forEach(change -> {
                    if (change.ends()) {
                        members.remove(change.user());
                    } else {
                        members.put(change.user(), change.role());
                    }
                }));
        return members;
    }

    private String name(RoomId room) {
        RoomChange first = EntryKinds.STANDARD.change(rooms.get(room).get(0));
        return first.details() == null ? room.value() : first.details().name();
    }

    private <T> Future<T> answer(Supplier<T> answer) {
        return unreadable.getAsBoolean()
                ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"))
                : Future.succeededFuture(answer.get());
    }
}
