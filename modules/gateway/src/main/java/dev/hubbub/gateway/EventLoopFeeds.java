// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.PublishedEntry;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.fanout.EntryRouter;
import dev.hubbub.gateway.fanout.HintRouter;
import dev.hubbub.gateway.fanout.RoomFeeds;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import dev.hubbub.gateway.fanout.user.UserFeeds;
import dev.hubbub.gateway.occupancy.OccupancyService;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The feeds of rooms and users on one event loop, for entries, hints and questions that come on another one. */
final class EventLoopFeeds implements EntryRouter.Target, HintRouter.Target, OccupancyService.Loop {
    private final Context context;
    private final RoomFeeds rooms;
    private final UserFeeds users;

    /** @param context the event loop to which the feeds belong */
    EventLoopFeeds(Context context, RoomFeeds rooms, UserFeeds users) {
        this.context = context;
        this.rooms = rooms;
        this.users = users;
    }

    @Override
    public boolean follows(PublishedEntry entry) {
        List<UserId> changed = entry.users();
        return rooms.follows(entry.room()) || (changed != null && users.follows(changed));
    }

    @Override
    public Set<RoomId> rooms() {
        return rooms.rooms();
    }

    @Override
    public Future<Map<RoomId, List<UserId>>> followers(List<RoomId> asked) {
        Promise<Map<RoomId, List<UserId>>> told = Promise.promise();
        context.runOnContext(
                here -> told.complete(asked.stream().collect(Collectors.toMap(Function.identity(), rooms::followers))));
        return told.future();
    }

    @Override
    public boolean lists(RoomId room) {
        return users.lists(room);
    }

    @Override
    public void take(List<RoomEntry> entries, Map<RoomId, Boolean> listed) {
        context.runOnContext(here -> {
            entries.forEach(rooms::entry);
            users.touched(listed);
        });
    }

    @Override
    public void toRooms(Hints.ToRooms hint) {
        if (hint.rooms().stream().anyMatch(rooms::follows)) {
            context.runOnContext(here -> rooms.hint(hint));
        }
    }

    @Override
    public void toUsers(Hints.ToUsers hint) {
        if (!hint.users().isEmpty() && users.follows(hint.users())) {
            context.runOnContext(here -> users.hint(hint));
        }
    }

    @Override
    public void toAll(Hints.ToAll hint) {
        context.runOnContext(here -> users.hint(hint));
    }

    @Override
    public void moved(Memberships.Moved moved) {
        if (rooms.follows(moved.room()) || users.follows(List.of(moved.user()))) {
            context.runOnContext(here -> {
                rooms.moved(moved);
                users.changed(moved.room(), moved.user());
            });
        }
    }
}
