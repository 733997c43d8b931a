// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UpdateUser;
import dev.hubbub.contract.messages.MessageLog.UserRecord;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The behaviour of every {@link UserStore}. */
public abstract class UserStoreContract {
    private static final UserId ANN = user("auth0|ann.b@c+d=e:f");
    private static final RoomId ROOM = new RoomId("42");
    private static final Instant EARLY = Instant.parse("2030-01-02T03:04:05.006Z");
    private static final Profile PROFILE = new Profile("$Ann. {\"$oid\": 1}", "https://a.example/p.png", null);

    protected abstract UserStore users();

    private void apply(UserRoomChange... changes) throws Exception {
        users().applyRoomChanges(List.of(changes)).await(5, SECONDS);
    }

    private List<RoomId> rooms() throws Exception {
        return userRooms(100).rooms();
    }

    private UserRooms userRooms(int limit) throws Exception {
        return users().rooms(new RoomsOf(ANN, limit)).await(5, SECONDS);
    }

    @Test
    void anUnknownUserHasNoRooms() throws Exception {
        assertThat(rooms()).isEmpty();
    }

    @Test
    void roomsOfAUserAreThoseJoinedAndNotLeft() throws Exception {
        RoomId left = new RoomId("left_room-1");
        apply(
                new UserRoomChange(ANN, ROOM, 1, EARLY, true),
                new UserRoomChange(ANN, left, 4, EARLY, true),
                new UserRoomChange(user("bob"), left, 5, EARLY, true));
        apply(new UserRoomChange(ANN, left, 6, EARLY, false));

        assertThat(rooms()).containsExactly(ROOM);
    }

    @Test
    void newestChangeCountsInAnyOrder() throws Exception {
        apply(new UserRoomChange(ANN, ROOM, 9, EARLY, false));
        apply(new UserRoomChange(ANN, ROOM, 5, EARLY, true));
        assertThat(rooms()).isEmpty();

        apply(new UserRoomChange(ANN, ROOM, 12, EARLY, true));
        apply(new UserRoomChange(ANN, ROOM, 9, EARLY, false));
        assertThat(rooms()).containsExactly(ROOM);
    }

    @Test
    void roomsAreLimitedToTheRequestedNumber() throws Exception {
        apply(joined("a", 1), joined("b", 2), joined("c", 3));

        assertThat(userRooms(2).rooms()).hasSize(2).isSubsetOf(new RoomId("a"), new RoomId("b"), new RoomId("c"));
        assertThat(userRooms(2).total()).isEqualTo(3);
        assertThat(userRooms(0)).isEqualTo(new UserRooms(List.of(), 3));
        assertThat(users().rooms(new RoomsOf(user("cyn"), 9)).await(5, SECONDS)).isEqualTo(new UserRooms(List.of(), 0));
    }

    @Test
    void roomsLeftLongAgoAreRemoved() throws Exception {
        apply(joined("a", 1), left("b", 6, Instant.now()));
        apply(IntStream.range(0, 100)
                .mapToObj(i -> left("old" + i, 6, Instant.EPOCH))
                .toArray(UserRoomChange[]::new));
        userRooms(0);

        apply(joined("old7", 5), joined("b", 5)); // older changes count again after the removal
        assertThat(userRooms(9).rooms()).containsExactlyInAnyOrder(new RoomId("a"), new RoomId("old7"));
        assertThat(userRooms(9).total()).isEqualTo(2);
    }

    private static UserRoomChange joined(String room, long seq) {
        return new UserRoomChange(ANN, new RoomId(room), seq, EARLY, true);
    }

    private static UserRoomChange left(String room, long seq, Instant at) {
        return new UserRoomChange(ANN, new RoomId(room), seq, at, false);
    }

    @Test
    void updatedUsersAreReturned() throws Exception {
        users().update(new UpdateUser(ANN, PROFILE, null)).await(5, SECONDS);
        assertThat(records()).containsExactly(new UserRecord(ANN, PROFILE, null));

        users().update(new UpdateUser(ANN, null, EARLY)).await(5, SECONDS);
        assertThat(records()).containsExactly(new UserRecord(ANN, PROFILE, EARLY));

        users().update(new UpdateUser(ANN, Profile.EMPTY, null)).await(5, SECONDS);
        assertThat(records()).containsExactly(new UserRecord(ANN, Profile.EMPTY, EARLY));
    }

    @Test
    void latestTimeCounts() throws Exception {
        users().update(new UpdateUser(ANN, null, EARLY.plusMillis(1))).await(5, SECONDS);
        users().update(new UpdateUser(ANN, null, EARLY)).await(5, SECONDS);

        assertThat(records()).containsExactly(new UserRecord(ANN, null, EARLY.plusMillis(1)));
    }

    @Test
    void disabledStateIsStoredBesideTheProfile() throws Exception {
        users().update(new UpdateUser(ANN, PROFILE, EARLY)).await(5, SECONDS);
        users().update(new UpdateUser(ANN, null, null, EARLY, true, EARLY)).await(5, SECONDS);
        assertThat(records()).containsExactly(new UserRecord(ANN, PROFILE, EARLY, EARLY, true, EARLY));

        users().update(new UpdateUser(ANN, Profile.EMPTY, null)).await(5, SECONDS);
        users().update(new UpdateUser(ANN, null, null, null, false, EARLY.plusMillis(1)))
                .await(5, SECONDS);
        assertThat(records())
                .containsExactly(new UserRecord(ANN, Profile.EMPTY, EARLY, EARLY, false, EARLY.plusMillis(1)));
    }

    @Test
    void latestDecisionCountsInAnyOrder() throws Exception {
        users().update(decision(true, EARLY.plusMillis(1))).await(5, SECONDS);
        users().update(decision(false, EARLY)).await(5, SECONDS);
        assertThat(records()).containsExactly(new UserRecord(ANN, null, null, null, true, EARLY.plusMillis(1)));

        users().update(decision(false, EARLY.plusMillis(1))).await(5, SECONDS);
        assertThat(records()).as("at the same time").allMatch(UserRecord::disabled);

        users().update(decision(false, EARLY.plusMillis(2))).await(5, SECONDS);
        assertThat(records()).noneMatch(UserRecord::disabled);
    }

    private static UpdateUser decision(boolean disabled, Instant at) {
        return new UpdateUser(ANN, null, null, null, disabled, at);
    }

    @Test
    void validFromNeverMovesBack() throws Exception {
        users().update(new UpdateUser(ANN, null, null, EARLY.plusMillis(1), null, null))
                .await(5, SECONDS);
        users().update(new UpdateUser(ANN, null, null, EARLY, null, null)).await(5, SECONDS);

        assertThat(records()).containsExactly(new UserRecord(ANN, null, null, EARLY.plusMillis(1), null, null));
    }

    @Test
    void concurrentUpdatesLoseNothing() throws Exception {
        List<Future<Void>> writes = IntStream.range(0, 50)
                .mapToObj(i -> switch (i % 3) {
                    case 0 -> new UpdateUser(ANN, PROFILE, EARLY.plusMillis(i));
                    case 1 -> new UpdateUser(ANN, null, null, EARLY.plusMillis(i), null, null);
                    default -> new UpdateUser(ANN, null, null, null, true, EARLY);
                })
                .map(users()::update)
                .toList();
        Future.all(writes).await(5, SECONDS);

        assertThat(records())
                .containsExactly(new UserRecord(ANN, PROFILE, EARLY.plusMillis(48), EARLY.plusMillis(49), true, EARLY));
    }

    @Test
    void onlyUsersWithARecordAreReturned() throws Exception {
        apply(new UserRoomChange(ANN, ROOM, 1, EARLY, true));
        users().update(new UpdateUser(user("bob"), null, null)).await(5, SECONDS);

        assertThat(users().get(List.of(ANN, user("bob"), user("cyn"))).await(5, SECONDS))
                .isEmpty();
        assertThat(users().get(List.of()).await(5, SECONDS)).isEmpty();
    }

    @Test
    void updateLeavesTheRoomsAlone() throws Exception {
        apply(new UserRoomChange(ANN, ROOM, 1, EARLY, true));
        users().update(new UpdateUser(ANN, PROFILE, EARLY)).await(5, SECONDS);

        assertThat(rooms()).containsExactly(ROOM);
    }

    private List<UserRecord> records() throws Exception {
        return users().get(List.of(ANN, ANN)).await(5, SECONDS);
    }
}
