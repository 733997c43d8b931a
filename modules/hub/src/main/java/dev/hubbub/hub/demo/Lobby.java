// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.demo;

import dev.hubbub.contract.Bus;
import dev.hubbub.contract.Caller;
import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.Grant;
import dev.hubbub.contract.HubException;
import dev.hubbub.contract.Log;
import dev.hubbub.contract.Profile;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.Rooms;
import dev.hubbub.contract.UserId;
import dev.hubbub.contract.Visibility;
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
                .compose(joined -> bus.call(Log.REMEMBER, new Log.Remember(ECHO, SHOWN, null)));
    }

    private static boolean isThere(Throwable cause) {
        return cause instanceof HubException refused && refused.is(ErrorCode.CONFLICT);
    }

    private Lobby() {}
}
