// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** Who plays in the tests, and where. */
final class Cast {
    static final Caller ANN = Caller.of("ann");
    static final Caller BOB = Caller.of("bob");
    static final Caller EVE = Caller.of("eve");
    static final Caller MAKER = new Caller(new UserId("maker"), Profile.EMPTY, Set.of(Grant.CREATE_ROOMS));
    static final Caller SERVER = new Caller(new UserId("server"), Profile.EMPTY, Set.of(Grant.SERVER));

    static final RoomId LOBBY = new RoomId("lobby");
    static final RoomId CABINET = new RoomId("cabinet");
    static final RoomId NOWHERE = new RoomId("nowhere");

    static final String CLOSED = "FORBIDDEN: no such room, or closed to you";

    /** A public room of ann. */
    static Entry lobby(Caller... others) {
        return room(LOBBY, Visibility.PUBLIC, others);
    }

    /** A private room of ann. */
    static Entry cabinet(Caller... others) {
        return room(CABINET, Visibility.PRIVATE, others);
    }

    private static Entry room(RoomId id, Visibility visibility, Caller... others) {
        List<UserId> members = Stream.of(others).map(Caller::user).toList();
        return Entry.created(id, ANN, new Entry.Details("Room " + id, visibility, members));
    }

    static Send say(RoomId room, String text) {
        return new Send(room, new ClientId("c-" + text.hashCode()), text);
    }

    static <T> T done(Future<T> future) {
        try {
            return future.await(5, SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in time", e);
        }
    }

    /** The text of the expected failure. */
    static String failure(Future<?> future) {
        return Assertions.catchThrowableOfType(HubException.class, () -> done(future))
                .getMessage();
    }

    private Cast() {}
}
