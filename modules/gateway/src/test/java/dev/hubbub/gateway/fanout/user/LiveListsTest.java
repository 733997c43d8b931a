// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ann is in the room tea, bob in none; tasks of the timer run when the test says so. */
final class LiveListsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    private final Queue<Runnable> timer = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final List<RoomLists.RowsOf> asked = new ArrayList<>();
    private final Set<RoomId> pending = new HashSet<>();
    private final Set<UserId> gone = new HashSet<>();
    private Future<Void> store = Future.succeededFuture();
    private final UserRooms rooms = new UserRooms(10);
    private final LiveLists lists = new LiveLists(rooms, new Sockets(), this::rows, (millis, task) -> timer.add(task));

    private final class Sockets implements LiveLists.Sockets {
        @Override
        public boolean isDue(UserId user, RoomId room) {
            return true;
        }

        @Override
        public void tell(UserId user, Record body) {
            told.add(
                    body instanceof Hints.Body row
                            ? user + " " + row.event() + " " + row.fields().get("room")
                            : user + " removed " + ((Feeds.ChatRemoved) body).room());
        }

        @Override
        public void missed(UserId user) {
            told.add(user + " missed");
        }
    }

    private Future<RoomLists.Rows> rows(RoomLists.RowsOf request) {
        asked.add(request);
        RoomLists.Rows now = new RoomLists.Rows(
                request.rooms().stream()
                        .filter(room -> !pending.contains(room) && !gone.contains(request.user()))
                        .map(room -> ListRows.row(room, "New", Role.MEMBER, 9))
                        .toList(),
                request.rooms().stream().filter(pending::contains).toList());
        return store.map(now);
    }

    @BeforeEach
    void load() {
        rooms.load(ANN, List.of(TEA), true);
        rooms.load(BOB, List.of(), true);
    }

    private void runAll() {
        while (!timer.isEmpty()) {
            timer.remove().run();
        }
    }

    @Test
    void entriesOfABusyRoomAreToldNowAndThenAndTheLastStateAlways() {
        for (int n = 0; n < 5; n++) {
            lists.touch(TEA, false);
            lists.touch(JAM, false);
        }
        assertThat(told).as("more is waited for").isEmpty();
        timer.remove().run();
        assertThat(told).containsExactly("ann chat tea");
        lists.touch(TEA, false);
        lists.touch(TEA, false);
        assertThat(told).hasSize(1);
        runAll();
        assertThat(told).containsExactly("ann chat tea", "ann chat tea");
        assertThat(asked).allMatch(rows -> rows.changed().isEmpty());
        assertThat(lists.size()).isZero();
    }

    @Test
    void userOfAnotherRoomIsToldAfterThePauseOfABusyOne() {
        lists.touch(TEA, false);
        timer.remove().run();
        timer.remove().run(); // the questions of this moment are over, the pause is not
        lists.touch(JAM, BOB, true);
        runAll();
        assertThat(told).containsExactly("ann chat tea", "bob chat jam");
        assertThat(lists.size()).isZero();
    }

    @Test
    void roomWhoseRowIsNotStoredYetIsAskedAboutAgain() {
        pending.add(JAM);
        lists.touch(JAM, BOB, true);
        timer.remove().run();
        assertThat(told).isEmpty();
        pending.clear();
        runAll();
        assertThat(told).containsExactly("bob chat jam");
        assertThat(asked).hasSize(2).allMatch(rows -> rows.changed().equals(List.of(JAM)));
        assertThat(rooms.usersIn(JAM)).containsExactly(BOB);
    }

    @Test
    void whatIsSaidWhileANewRoomIsAskedAboutIsToldToo() {
        Promise<Void> answer = Promise.promise();
        store = answer.future();
        lists.touch(JAM, BOB, true);
        timer.remove().run();
        lists.touch(JAM, false);
        answer.complete();
        runAll();
        assertThat(told).containsExactly("bob chat jam", "bob chat jam");
    }

    @Test
    void userWhoIsNoMemberAnyMoreIsToldSo() {
        gone.add(ANN);
        lists.touch(TEA, true);
        runAll();
        assertThat(told).containsExactly("ann removed tea");
        assertThat(rooms.hasUserIn(TEA)).isFalse();
        lists.touchKnown(TEA, ANN);
        assertThat(timer).isEmpty();
    }
}
