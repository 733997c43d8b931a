// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.Asked.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.Log.Person;
import dev.hubbub.contract.Log.Remember;
import dev.hubbub.contract.Profile;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of users does. */
abstract class UserStoreContract {
    private static final UserId ANN = user("auth0|ann.b@c+d=e:f");
    private static final RoomId ROOM = new RoomId("42");
    private static final Instant EARLY = Instant.parse("2030-01-02T03:04:05.006Z");
    private static final Profile PROFILE = new Profile("$Ann. {\"$oid\": 1}", "https://a.example/p.png", null);

    abstract UserStore users();

    private void apply(UserRoom... changes) throws Exception {
        users().apply(List.of(changes)).await(5, SECONDS);
    }

    private List<RoomId> rooms() throws Exception {
        return users().rooms(ANN).await(5, SECONDS);
    }

    @Test
    void anUnknownUserHasNoRooms() throws Exception {
        assertThat(rooms()).isEmpty();
    }

    @Test
    void roomsOfAUserAreThoseJoinedAndNotLeft() throws Exception {
        RoomId left = new RoomId("left_room-1");
        apply(
                new UserRoom(ANN, ROOM, 1, true),
                new UserRoom(ANN, left, 4, true),
                new UserRoom(user("bob"), left, 5, true));
        apply(new UserRoom(ANN, left, 6, false));

        assertThat(rooms()).containsExactly(ROOM);
    }

    @Test
    void theNewestChangeHoldsInWhateverOrderTheyCome() throws Exception {
        apply(new UserRoom(ANN, ROOM, 9, false));
        apply(new UserRoom(ANN, ROOM, 5, true));
        assertThat(rooms()).isEmpty();

        apply(new UserRoom(ANN, ROOM, 12, true));
        apply(new UserRoom(ANN, ROOM, 9, false));
        assertThat(rooms()).containsExactly(ROOM);
    }

    @Test
    void whatIsRememberedIsRecalled() throws Exception {
        users().remember(new Remember(ANN, PROFILE, null)).await(5, SECONDS);
        assertThat(recall()).containsExactly(new Person(ANN, PROFILE, null));

        users().remember(new Remember(ANN, null, EARLY)).await(5, SECONDS);
        assertThat(recall()).containsExactly(new Person(ANN, PROFILE, EARLY));

        users().remember(new Remember(ANN, Profile.EMPTY, null)).await(5, SECONDS);
        assertThat(recall()).containsExactly(new Person(ANN, Profile.EMPTY, EARLY));
    }

    @Test
    void theLatestTimeHolds() throws Exception {
        users().remember(new Remember(ANN, null, EARLY.plusMillis(1))).await(5, SECONDS);
        users().remember(new Remember(ANN, null, EARLY)).await(5, SECONDS);

        assertThat(recall()).containsExactly(new Person(ANN, null, EARLY.plusMillis(1)));
    }

    @Test
    void whoMayNotComeInIsKeptBesideTheProfile() throws Exception {
        users().remember(new Remember(ANN, PROFILE, EARLY)).await(5, SECONDS);
        users().remember(new Remember(ANN, null, null, EARLY, true)).await(5, SECONDS);
        assertThat(recall()).containsExactly(new Person(ANN, PROFILE, EARLY, EARLY, true));

        users().remember(new Remember(ANN, Profile.EMPTY, null)).await(5, SECONDS);
        users().remember(new Remember(ANN, null, null, null, false)).await(5, SECONDS);
        assertThat(recall()).containsExactly(new Person(ANN, Profile.EMPTY, EARLY, EARLY, false));
    }

    @Test
    void validFromNeverMovesBack() throws Exception {
        users().remember(new Remember(ANN, null, null, EARLY.plusMillis(1), null))
                .await(5, SECONDS);
        users().remember(new Remember(ANN, null, null, EARLY, null)).await(5, SECONDS);

        assertThat(recall()).containsExactly(new Person(ANN, null, null, EARLY.plusMillis(1), null));
    }

    @Test
    void writesOfManyAtATimeLoseNothing() throws Exception {
        List<Future<Void>> writes = IntStream.range(0, 50)
                .mapToObj(i -> switch (i % 3) {
                    case 0 -> new Remember(ANN, PROFILE, EARLY.plusMillis(i));
                    case 1 -> new Remember(ANN, null, null, EARLY.plusMillis(i), null);
                    default -> new Remember(ANN, null, null, null, true);
                })
                .map(users()::remember)
                .toList();
        Future.all(writes).await(5, SECONDS);

        assertThat(recall())
                .containsExactly(new Person(ANN, PROFILE, EARLY.plusMillis(48), EARLY.plusMillis(49), true));
    }

    @Test
    void onlyThoseOfWhomSomethingWasRememberedAreRecalled() throws Exception {
        apply(new UserRoom(ANN, ROOM, 1, true));
        users().remember(new Remember(user("bob"), null, null)).await(5, SECONDS);

        assertThat(users().recall(List.of(ANN, user("bob"), user("cyn"))).await(5, SECONDS))
                .isEmpty();
        assertThat(users().recall(List.of()).await(5, SECONDS)).isEmpty();
    }

    @Test
    void rememberingLeavesTheRoomsAlone() throws Exception {
        apply(new UserRoom(ANN, ROOM, 1, true));
        users().remember(new Remember(ANN, PROFILE, EARLY)).await(5, SECONDS);

        assertThat(rooms()).containsExactly(ROOM);
    }

    private List<Person> recall() throws Exception {
        return users().recall(List.of(ANN, ANN)).await(5, SECONDS);
    }
}
