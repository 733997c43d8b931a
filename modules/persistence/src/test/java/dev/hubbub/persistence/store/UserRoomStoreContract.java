// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The behaviour of every {@link UserRoomStore}. */
public abstract class UserRoomStoreContract {
    private static final UserId ANN = user("auth0|ann.b@c+d=e:f");
    private static final RoomId ROOM = new RoomId("42");
    private static final Instant EARLY = Instant.parse("2030-01-02T03:04:05.006Z");

    protected abstract UserRoomStore userRooms();

    private void apply(UserRoomChange... changes) throws Exception {
        userRooms().applyRoomChanges(List.of(changes)).await(5, SECONDS);
    }

    private List<RoomId> rooms() throws Exception {
        return userRooms(100).rooms();
    }

    private UserRooms userRooms(int limit) throws Exception {
        return userRooms().rooms(new RoomsOf(ANN, limit)).await(5, SECONDS);
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
    void idsOfUsersAreOnlyText() throws Exception {
        List<String> ids =
                List.of("$where", "{\"$ne\":\"\"}", "rooms.42", "_id", "';--", "a%b_", "[1,2]", "~".repeat(255));
        for (String id : ids) {
            RoomId own = new RoomId("room-" + ids.indexOf(id));
            apply(new UserRoomChange(user(id), own, 1, EARLY, true));
            assertThat(userRooms()
                            .rooms(new RoomsOf(user(id), 100))
                            .await(5, SECONDS)
                            .rooms())
                    .as(id)
                    .containsExactly(own);
        }
        assertThat(rooms()).isEmpty();
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
    void membershipsHaveTheRoleAndTheEntryOfTheNewestChange() throws Exception {
        RoomId left = new RoomId("left");
        apply(
                new UserRoomChange(ANN, ROOM, 9, EARLY, new UserRoom(Role.MODERATOR, 5)),
                new UserRoomChange(ANN, ROOM, 5, EARLY, true),
                new UserRoomChange(ANN, left, 4, EARLY, new UserRoom(Role.OWNER, 4)),
                new UserRoomChange(user("bob"), ROOM, 7, EARLY, true));
        apply(new UserRoomChange(ANN, left, 6, EARLY, false));

        assertThat(userRooms()
                        .memberships(ANN, List.of(ROOM, left, new RoomId("none")))
                        .await(5, SECONDS))
                .isEqualTo(Map.of(ROOM, new UserRoom(Role.MODERATOR, 5)));
        assertThat(userRooms().memberships(user("bob"), List.of(ROOM)).await(5, SECONDS))
                .isEqualTo(Map.of(ROOM, new UserRoom(Role.MEMBER, 7)));
        assertThat(userRooms().memberships(user("cyn"), List.of(ROOM)).await(5, SECONDS))
                .isEmpty();
        assertThat(userRooms().memberships(ANN, List.of()).await(5, SECONDS)).isEmpty();
    }

    @Test
    void membershipsInManyRoomsAreReadAtOnce() throws Exception {
        List<UserRoomChange> changes =
                IntStream.range(0, 500).mapToObj(n -> joined("r" + n, n + 1L)).toList();
        userRooms().applyRoomChanges(changes).await(10, SECONDS);

        assertThat(userRooms()
                        .memberships(
                                ANN, changes.stream().map(UserRoomChange::room).toList())
                        .await(5, SECONDS))
                .hasSize(500)
                .containsEntry(new RoomId("r7"), new UserRoom(Role.MEMBER, 8));
    }

    @Test
    void roomsAreLimitedToTheRequestedNumber() throws Exception {
        apply(joined("a", 1), joined("b", 2), joined("c", 3));

        assertThat(userRooms(2).rooms()).hasSize(2).isSubsetOf(new RoomId("a"), new RoomId("b"), new RoomId("c"));
        assertThat(userRooms(2).rooms()).as("in the order of ids").containsExactly(new RoomId("a"), new RoomId("b"));
        assertThat(userRooms(2).total()).isEqualTo(3);
        assertThat(userRooms(0)).isEqualTo(new UserRooms(List.of(), 3));
        assertThat(userRooms().rooms(new RoomsOf(user("cyn"), 9)).await(5, SECONDS))
                .isEqualTo(new UserRooms(List.of(), 0));
    }

    @Test
    void roomsAreReadPageByPageInTheOrderOfTheirIds() throws Exception {
        List<String> names = List.of("1-", "10", "9", "A", "a", "a:1", "a_", "b", "left", "z");
        for (String name : names) {
            apply(joined(name, 3));
        }
        apply(left("left", 5, Instant.now()));
        List<String> found = new ArrayList<>();
        RoomId after = null;
        UserRooms page;
        do {
            page = userRooms().rooms(new RoomsOf(ANN, 4, after)).await(5, SECONDS);
            assertThat(page.total()).isEqualTo(9);
            page.rooms().forEach(room -> found.add(room.value()));
            after = found.isEmpty() ? null : new RoomId(found.get(found.size() - 1));
        } while (page.rooms().size() == 4);

        assertThat(found).containsExactly("1-", "10", "9", "A", "a", "a:1", "a_", "b", "z");
        assertThat(userRooms().rooms(new RoomsOf(ANN, 4, new RoomId("zz"))).await(5, SECONDS))
                .isEqualTo(new UserRooms(List.of(), 9));
    }

    @Test
    void roomsToWhichTheUserIsOnlyInvitedAreLeftOutWhereTheJoinedAreAskedFor() throws Exception {
        apply(
                joined("a", 1),
                new UserRoomChange(ANN, new RoomId("b"), 2, EARLY, new UserRoom(Role.INVITED, 2)),
                new UserRoomChange(ANN, new RoomId("c"), 3, EARLY, new UserRoom(Role.OBSERVER, 3)),
                joined("d", 4));

        assertThat(userRooms(2)).isEqualTo(new UserRooms(List.of(new RoomId("a"), new RoomId("b")), 4));
        assertThat(userRooms().rooms(RoomsOf.joined(ANN, 2)).await(5, SECONDS))
                .isEqualTo(new UserRooms(List.of(new RoomId("a"), new RoomId("c")), 3));
        assertThat(userRooms().rooms(new RoomsOf(ANN, 9, new RoomId("a"), true)).await(5, SECONDS))
                .isEqualTo(new UserRooms(List.of(new RoomId("c"), new RoomId("d")), 3));
        apply(new UserRoomChange(ANN, new RoomId("b"), 5, EARLY, new UserRoom(Role.MEMBER, 5)));
        assertThat(userRooms().rooms(RoomsOf.joined(ANN, 0)).await(5, SECONDS)).isEqualTo(new UserRooms(List.of(), 4));
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
}
