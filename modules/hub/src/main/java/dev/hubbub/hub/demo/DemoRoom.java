// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.demo;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** The room {@code lobby}, which all users of {@code dev} start in. */
public final class DemoRoom {
    /** The id of the room. */
    public static final RoomId ID = new RoomId("lobby");

    /** The users who get a link at the start. */
    public static final List<UserId> USERS = List.of(new UserId("alice"), new UserId("bob"));

    static final UserId BOT_ID = new UserId("echo");
    private static final Profile BOT_PROFILE = new Profile("Echo", null, "bot");

    /** The bot when it sends messages: an ordinary user. */
    static final Caller BOT = new Caller(BOT_ID, BOT_PROFILE, Set.of());

    /** Creates the room for the bot: only a server may choose the id of a room. */
    private static final Caller SERVER =
            new Caller(new UserId("hubbub"), new Profile("Hubbub", null, "server"), Set.of(Grant.SERVER));

    /** Creates the room unless an earlier start created it. */
    static Future<?> create(Bus bus) {
        return bus.call(
                        Rooms.CREATE,
                        SERVER,
                        new Rooms.Create("Lobby", List.of(), Visibility.PUBLIC, ID).ownedBy(BOT_ID))
                .recover(cause -> alreadyExists(cause) ? Future.succeededFuture() : Future.failedFuture(cause))
                .compose(created -> bus.call(Rooms.JOIN, BOT, new Rooms.Join(ID)))
                .compose(joined -> bus.call(Records.PUT, UserRecords.put(BOT_ID, BOT_PROFILE)));
    }

    private static boolean alreadyExists(Throwable cause) {
        return cause instanceof HubException refused && refused.is(ErrorCode.CONFLICT);
    }

    private DemoRoom() {}
}
