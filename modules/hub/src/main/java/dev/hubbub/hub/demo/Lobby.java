// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.demo;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** The room where everybody begins. */
public final class Lobby {
    /** Its id. */
    public static final RoomId ROOM = new RoomId("lobby");

    /** Who is given a link at the start. */
    public static final List<UserId> USERS = List.of(new UserId("alice"), new UserId("bob"));

    static final UserId ECHO = new UserId("echo");
    private static final Profile SHOWN = new Profile("Echo", null, "bot");

    /** The bot as it speaks: an ordinary user. */
    static final Caller BOT = new Caller(ECHO, SHOWN, Set.of());

    /** The bot as it makes its room: only a server may choose a room's id. */
    private static final Caller FOUNDER = new Caller(ECHO, SHOWN, Set.of(Grant.SERVER));

    /** Makes the room unless an earlier start made it. */
    static Future<?> open(Bus bus) {
        return bus.call(Rooms.CREATE, FOUNDER, new Rooms.Create("Lobby", null, Visibility.PUBLIC, ROOM))
                .recover(cause -> isThere(cause) ? Future.succeededFuture() : Future.failedFuture(cause))
                .compose(made -> bus.call(Rooms.JOIN, BOT, new Rooms.Join(ROOM)))
                .compose(joined -> bus.call(MessageLog.UPDATE_USER, new MessageLog.UpdateUser(ECHO, SHOWN, null)));
    }

    private static boolean isThere(Throwable cause) {
        return cause instanceof HubException refused && refused.is(ErrorCode.CONFLICT);
    }

    private Lobby() {}
}
