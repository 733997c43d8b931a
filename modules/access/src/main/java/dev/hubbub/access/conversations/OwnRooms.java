// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.reads.Conversations.Head;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rooms of users, as they are stored beside the log. */
public final class OwnRooms {
    private static final int ROOMS_PER_PAGE = 1_000;
    private static final int PARTS_AT_A_TIME = 4;

    /** Of a user with more rooms those with the smallest ids. */
    private static final int MAX_ROOMS = 100_000;

    private final ConversationClient store;

    public OwnRooms(ConversationClient store) {
        this.store = store;
    }

    /** All rooms with their newest entries, in no order that means anything; also those that the user is only invited to. */
    Future<List<Head>> heads(UserId user) {
        return rooms(new RoomsOf(user, ROOMS_PER_PAGE, null), new ArrayList<>()).compose(this::heads);
    }

    /** The rooms of which the user is a member; of many those with the newest entries. */
    public Future<List<RoomId>> newest(UserId user, int limit) {
        return rooms(RoomsOf.joined(user, ROOMS_PER_PAGE), new ArrayList<>())
                .compose(rooms -> rooms.size() <= limit
                        ? Future.succeededFuture(rooms)
                        : heads(rooms).map(heads -> heads.stream()
                                .sorted(Comparator.comparing(Head::at).reversed())
                                .limit(limit)
                                .map(Head::room)
                                .toList()));
    }

    private Future<List<RoomId>> rooms(RoomsOf request, List<RoomId> found) {
        return store.roomsOf(request).compose(page -> {
            found.addAll(page.rooms());
            boolean isLast = page.rooms().size() < ROOMS_PER_PAGE || found.size() >= Math.min(page.total(), MAX_ROOMS);
            return isLast
                    ? Future.succeededFuture(found)
                    : rooms(
                            new RoomsOf(request.user(), ROOMS_PER_PAGE, found.get(found.size() - 1), request.joined()),
                            found);
        });
    }

    private Future<List<Head>> heads(List<RoomId> rooms) {
        return FutureBatches.run(
                        FutureBatches.split(rooms, Conversations.MAX_ROOMS),
                        PARTS_AT_A_TIME,
                        part -> store.heads(new Conversations.HeadsOf(part)))
                .map(parts ->
                        parts.stream().flatMap(part -> part.rooms().stream()).toList());
    }
}
