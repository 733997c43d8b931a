// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.lists.RoomLists.Info;
import dev.hubbub.contract.lists.RoomLists.Mine;
import dev.hubbub.contract.lists.RoomLists.RoomList;
import dev.hubbub.contract.lists.RoomLists.Seen;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomListServiceTest {
    private final FakeConversations store = new FakeConversations();
    private final RoomListService lists = new RoomListService(store, RoomPolicies.STANDARD, InstantSource.system());

    private Future<RoomList> list() {
        return lists.mine(ANN, new Mine());
    }

    private static List<String> rooms(RoomList list) {
        return list.rooms().stream().map(Info::room).map(RoomId::value).toList();
    }

    @Test
    void everyRoomIsReachedPageByPage() {
        IntStream.range(0, 2_345).forEach(n -> store.put("room-" + n, n));
        RoomList page = result(list());
        assertThat(page.rooms()).hasSize(50);
        assertThat(page.rooms().get(0).room()).isEqualTo(new RoomId("room-2344"));
        int read = 50;
        while (page.next() != null) {
            page = result(lists.mine(ANN, new Mine(1_000, page.next())));
            read += page.rooms().size();
        }
        assertThat(read).isEqualTo(2_345);
    }

    @Test
    void directRoomIsCalledLikeTheOtherUser() {
        store.put("direct:1", direct(List.of(ANN.user(), BOB.user())), 5);
        assertThat(result(list()).rooms().get(0).name()).isEqualTo("bob");
        store.keep(new StoredRecord(
                UserRecords.key(UserRecords.PROFILE, BOB.user()),
                1,
                0,
                Map.of("name", "Bob Bee", "picture", "https://p/b.png")));
        Info info = result(list()).rooms().get(0);
        assertThat(info.name()).isEqualTo("Bob Bee");
        assertThat(info.user()).isEqualTo(new UserId("bob"));
        assertThat(info.avatar()).isEqualTo("https://p/b.png");
    }

    @Test
    void directRoomShowsWhetherTheOtherUserIsThere() {
        store.put("direct:1", direct(List.of(ANN.user(), BOB.user())), 5);
        store.put("tea", 4);
        assertThat(result(list()).rooms()).extracting(Info::presence).containsOnlyNulls();
        store.see(new Presence.State(BOB.user(), true, PresenceStatus.AWAY, "lunch", null, null, null));
        assertThat(result(list()).rooms())
                .extracting(Info::presence)
                .containsExactly(new Seen(true, PresenceStatus.AWAY, "lunch", null), null);
    }

    @Test
    void whoIsOnlyInvitedIsNotSeen() {
        store.put("direct:1", direct(List.of(ANN.user(), BOB.user())), 5, 1);
        store.see(new Presence.State(BOB.user(), true, PresenceStatus.ONLINE, "here", null, null, null));
        assertThat(result(list()).rooms()).extracting(Info::presence).containsOnlyNulls();
        store.put("direct:1", direct(List.of(ANN.user(), BOB.user())), 5, 2);
        assertThat(result(list()).rooms()).extracting(Info::presence).doesNotContainNull();
    }

    @Test
    void roomThatDoesNotCountItsMembersIsAskedWhetherTheOtherUserHasJoined() {
        store.put("direct:1", direct(List.of(ANN.user(), BOB.user())), 5, 0);
        store.see(new Presence.State(BOB.user(), true, PresenceStatus.ONLINE, "here", null, null, null));
        assertThat(result(list()).rooms()).extracting(Info::presence).doesNotContainNull();
        store.invite();
        assertThat(result(list()).rooms()).extracting(Info::presence).containsOnlyNulls();
    }

    @Test
    void whoBlocksTheCallerIsSeenAsOffline() {
        store.put("direct:1", direct(List.of(ANN.user(), BOB.user())), 5);
        store.see(new Presence.State(BOB.user(), true, PresenceStatus.ONLINE, "here", null, null, null));
        store.keep(new StoredRecord(Blocks.key(BOB.user(), ANN.user()), 1, 0, Map.of("at", "2026-01-01T00:00:00Z")));
        assertThat(result(list()).rooms()).extracting(Info::presence).containsExactly(Seen.OFFLINE);
    }

    @Test
    void listDoesWithoutPresenceThatDoesNotAnswer() throws Exception {
        store.put("direct:1", direct(List.of(ANN.user(), BOB.user())), 5);
        store.hidePresence();
        assertThat(list().await(5, TimeUnit.SECONDS).rooms())
                .extracting(Info::presence)
                .containsOnlyNulls();
    }

    private static RoomDetails direct(List<UserId> users) {
        JsonArray pair = new JsonArray(users.stream().map(UserId::value).toList());
        JsonObject details = new JsonObject()
                .put("visibility", "private")
                .put("kind", "direct")
                .put("users", pair);
        return Json.read(details, RoomDetails.class);
    }

    @Test
    void rowsHaveTheFlagsOfTheUserAndWhatTheRoomItselfSays() {
        store.put("tea", 5);
        store.put("new", null, 4);
        store.keep(new StoredRecord(Reads.FLAGS.key("ann", "tea"), 1, 0, Map.of("pinned", true, "unread", true)));
        List<Info> infos = result(list()).rooms();
        assertThat(infos.get(0).pinned()).isTrue();
        assertThat(infos.get(0).marked()).isTrue();
        assertThat(infos.get(0).muted()).isNull();
        assertThat(infos.get(0).unread()).isEqualTo(3);
        assertThat(infos.get(1).name())
                .as("without a snapshot the room is asked")
                .isEqualTo("Asked");
    }

    @Test
    void rowsOfRoomsThatAreNoneOfTheUsersAreLeftOut() {
        store.put("tea", 5);
        assertThat(result(lists.rows(
                                new RoomLists.RowsOf(ANN.user(), List.of(new RoomId("gone"), new RoomId("tea")), null)))
                        .rooms())
                .extracting(Info::room)
                .containsExactly(new RoomId("tea"));
    }

    /** One for each 500 or 1,000 rooms of the user at the most, and none for each room. */
    @ParameterizedTest
    @CsvSource({"1, 50, 4", "1000, 50, 5", "1000, 1000, 8", "10000, 50, 32", "10000, 1000, 35"})
    void listTakesFewQuestionsHoweverManyRoomsThereAre(int rooms, int limit, int questions) {
        IntStream.range(0, rooms).forEach(n -> {
            RoomDetails pair = direct(List.of(ANN.user(), new UserId("u" + n)));
            store.put("direct:" + n, pair, n);
        });
        result(lists.mine(ANN, new Mine(limit, null)));
        assertThat(store.questions()).isLessThanOrEqualTo(questions);
    }

    @Test
    void rowThatIsNotStoredYetIsPending() {
        store.put("tea", 5);
        store.hideRows();
        RoomId tea = new RoomId("tea");
        assertThat(result(lists.rows(new RoomLists.RowsOf(ANN.user(), List.of(tea), List.of(tea)))))
                .isEqualTo(new RoomLists.Rows(List.of(), List.of(tea)));
        assertThat(result(list()).rooms()).isEmpty();
    }

    @Test
    void requestsDuringAListShareTheNextList() {
        store.put("tea", 1);
        Promise<Void> slow = Promise.promise();
        store.delayRows(slow.future());
        Future<RoomList> first = list();
        List<Future<RoomList>> rest =
                IntStream.range(0, 63).mapToObj(n -> list()).toList();
        assertThat(store.asked()).isEqualTo(1);
        store.put("later", 2);
        slow.complete();

        assertThat(rooms(result(first))).containsExactly("tea");
        assertThat(rest).allSatisfy(list -> assertThat(rooms(result(list))).containsExactly("later", "tea"));
        assertThat(store.asked())
                .as("the first, and one shared by all the others")
                .isEqualTo(2);
        assertThat(lists.running() + lists.waiting()).isZero();
    }

    @Test
    void tooManyListsAtOnceAreUnavailable() {
        RoomListService two = new RoomListService(store, RoomPolicies.STANDARD, InstantSource.system(), 2);
        store.put("tea", 1);
        Promise<Void> slow = Promise.promise();
        store.delayRows(slow.future());
        store.delayRows(slow.future());
        Future<RoomList> ann = two.mine(ANN, new Mine());
        Future<RoomList> bob = two.mine(BOB, new Mine());
        Future<RoomList> annAgain = two.mine(ANN, new Mine());
        assertThat(two.running() + " " + two.waiting()).isEqualTo("2 1");
        assertThat(failure(two.mine(EVE, new Mine()))).startsWith("UNAVAILABLE: too many lists");
        slow.complete();
        assertThat(List.of(ann, bob, annAgain))
                .allSatisfy(list -> assertThat(result(list).rooms()).hasSize(1));
        assertThat(two.running() + two.waiting()).isZero();
    }

    @Test
    void textThatIsNoCursorIsRefused() {
        assertThatThrownBy(() -> lists.mine(ANN, new Mine(50, "abc"))).hasMessageStartingWith("BAD_REQUEST: after");
    }
}
