// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.PresenceReports;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;

/** Users, rooms and requests that the tests share. */
public final class PresenceFixtures {
    public static final Caller ANN = Caller.of("ann");
    public static final Caller BOB = Caller.of("bob");
    public static final Caller EVE = Caller.of("eve");

    /** A back-end of the host app. */
    public static final Caller SERVER = new Caller(UserId.ofServerKey("shop"), Profile.EMPTY, Set.of(Grant.SERVER));

    public static final RoomId LOBBY = new RoomId("lobby");
    public static final RoomId CABINET = new RoomId("cabinet");

    public static int shard(Caller caller) {
        return Shard.of(caller.user().value());
    }

    /** The report of a node that has one user in the shard of that user. */
    public static PresenceReports.Report with(String node, Caller caller) {
        return new PresenceReports.Report(shard(caller), node, List.of(caller.user()));
    }

    /** The report of a node that has no users in the shard of a user. */
    public static PresenceReports.Report without(String node, Caller caller) {
        return new PresenceReports.Report(shard(caller), node, List.of());
    }

    public static Presence.Lookup lookup(Caller caller) {
        return new Presence.Lookup(shard(caller), List.of(caller.user()));
    }

    /** What rooms are told of a user who came or went. */
    public static Hints.ToRooms hint(Presence.State state, RoomId... rooms) {
        return new Hints.ToRooms(List.of(rooms), Hints.Body.of("presence", state), null);
    }

    public static List<UserId> users(Caller... callers) {
        return List.of(callers).stream().map(Caller::user).toList();
    }

    public static <T> T done(Future<T> future) {
        try {
            return future.await(5, SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in time", e);
        }
    }

    /** The text of the expected failure. */
    public static String failure(Future<?> future) {
        return Assertions.catchThrowableOfType(HubException.class, () -> done(future))
                .getMessage();
    }

    private PresenceFixtures() {}
}
