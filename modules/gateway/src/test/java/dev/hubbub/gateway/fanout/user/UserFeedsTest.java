// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two memberships fit into the index; tasks of the timer run when the test says so. */
final class UserFeedsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");
    private static final RoomId PIE = new RoomId("pie");

    private final Queue<Runnable> timer = new ArrayDeque<>();
    private final Queue<Runnable> lists = new ArrayDeque<>();
    private final List<Promise<MessageLog.UserRooms>> loads = new ArrayList<>();
    private final List<MessageLog.RoomsOf> loaded = new ArrayList<>();
    private final Set<UserId> members = new HashSet<>();
    private Future<Void> store = Future.succeededFuture();
    private final UserFeeds feeds =
            new UserFeeds(this::roomsOf, this::rows, new UserFeeds.Timers(1_000, after(timer), after(lists)), 2);
    private final UserSocket ann = new UserSocket("ann", 1);
    private final UserSocket bob = new UserSocket("bob", 2);

    private static Resync.Timer after(Queue<Runnable> tasks) {
        return (millis, task) -> tasks.add(task);
    }

    private Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf request) {
        loaded.add(request);
        loads.add(Promise.promise());
        return loads.get(loads.size() - 1).future();
    }

    private Future<RoomLists.Rows> rows(RoomLists.RowsOf request) {
        boolean isMember = members.contains(request.user());
        RoomLists.Rows now = new RoomLists.Rows(
                request.rooms().stream()
                        .filter(room -> isMember)
                        .map(room -> ListRows.row(room, "New", Role.MEMBER, 9))
                        .toList(),
                null);
        return store.map(now);
    }

    private void follow(UserSocket socket, RoomId... rooms) {
        feeds.subscribe(socket);
        load(rooms);
    }

    private void load(RoomId... rooms) {
        loads.get(loads.size() - 1).complete(new MessageLog.UserRooms(List.of(rooms), null));
    }

    private void runTimer() {
        timer.remove().run();
    }

    /** All that lists have to do now, and what comes of it. */
    private void tellLists() {
        while (!lists.isEmpty()) {
            lists.remove().run();
        }
    }

    private void joined(RoomId room, UserSocket who) {
        members.add(who.follower().user());
        feeds.changed(RoomEntry.of(MembershipEntry.JOINED
                .entry(room, Caller.of("cyn"), new MemberContent(who.follower().user()))
                .stored(9, Instant.EPOCH)));
    }

    /** As an entry of a later kind would: it names no member. */
    private void renamed(RoomId room) {
        RoomChange change = new RoomChange(List.of(), new RoomDetails("New", Visibility.PUBLIC, null));
        feeds.changed(new RoomEntry(room, 9, change, null, Delivery.of(Feeds.of(room), new JsonObject())));
    }

    @Test
    void positionComesBeforeWhatHasChangedDuringTheLoad() {
        feeds.subscribe(ann);
        joined(TEA, ann);
        assertThat(ann.told).isEmpty();
        load();
        assertThat(ann.told).containsExactly("position", "chat tea");
        assertThat(feeds.stats().memberships()).isEqualTo(1);
    }

    @Test
    void socketsThatComeDuringALoadShareIt() {
        UserSocket second = new UserSocket("ann", 3);
        feeds.subscribe(ann);
        feeds.subscribe(second);
        load(TEA);
        assertThat(loads).hasSize(1);
        assertThat(ann.told).containsExactly("position");
        assertThat(second.told).containsExactly("position");
    }

    @Test
    void changeOfARoomIsToldToItsMembersAndNobodyElse() {
        follow(ann, TEA);
        follow(bob, JAM);
        members.add(ann.follower().user());
        renamed(TEA);
        tellLists();
        assertThat(ann.told).containsExactly("position", "chat tea");
        assertThat(bob.told).containsExactly("position");
        assertThat(timer).isEmpty();
    }

    @Test
    void userOfWhomNotAllRoomsAreKnownIsToldToAskWhenAnyRoomChanges() {
        follow(ann, TEA, JAM);
        follow(bob, TEA);
        members.addAll(List.of(ann.follower().user(), bob.follower().user()));
        renamed(PIE);
        renamed(PIE);
        assertThat(feeds.stats().resyncs()).isEqualTo(1);
        runTimer();
        assertThat(ann.told).containsExactly("position");
        assertThat(bob.told).containsExactly("position partial", "position partial");
        assertThat(timer).isEmpty();
        joined(PIE, bob);
        tellLists();
        assertThat(bob.told).as("what names the user needs no index").endsWith("chat pie");
    }

    @Test
    void afterTheLossOfANodeAllAreToldToAskAHundredAtATime() {
        List<UserSocket> crowd = crowd(150);
        feeds.resync();
        feeds.resync();
        assertThat(feeds.stats().resyncs()).isEqualTo(150);
        runTimer();
        assertThat(crowd).filteredOn(socket -> socket.told.size() == 2).hasSize(100);
        runTimer();
        assertThat(crowd).allMatch(socket -> socket.told.equals(List.of("position", "position")));
        assertThat(timer).isEmpty();
    }

    @Test
    void refusedSocketIsToldWhyAndMayComeAgain() {
        feeds.subscribe(ann);
        loads.get(0).fail(new HubException(ErrorCode.UNAVAILABLE, "the store is away"));
        assertThat(ann.told).containsExactly("UNAVAILABLE: the store is away");
        assertThat(ann.addresses()).isEmpty();
        assertThat(feeds.stats()).isEqualTo(UserFeedStats.NONE);
        ann.addresses().add(Feeds.USER);
        follow(ann, TEA);
        assertThat(ann.told).endsWith("position");
    }

    @Test
    void nothingIsKeptOfASocketThatLeavesDuringTheLoadOrAfter() {
        feeds.subscribe(ann);
        feeds.unsubscribe(ann);
        load(TEA);
        assertThat(ann.told).isEmpty();
        follow(bob, JAM);
        feeds.resync();
        feeds.unsubscribe(bob);
        runTimer();
        assertThat(bob.told).containsExactly("position");
        assertThat(feeds.stats()).isEqualTo(UserFeedStats.NONE);
    }

    @Test
    void manyChangesDuringALoadEndWithTheAdviceToAsk() {
        feeds.subscribe(ann);
        for (int n = 0; n < 500; n++) {
            joined(new RoomId("r" + n), ann);
        }
        load();
        tellLists();
        assertThat(ann.told).hasSizeLessThan(110);
        assertThat(feeds.stats().resyncs()).isEqualTo(1);
    }

    private List<UserSocket> crowd(int size) {
        List<UserSocket> crowd = new ArrayList<>();
        for (int n = 0; n < size; n++) {
            crowd.add(new UserSocket("u" + n, n));
            follow(crowd.get(n));
        }
        return crowd;
    }

    @Test
    void memberWhoComesBackWhileTheRoomIsAskedAboutIsToldSo() {
        Promise<Void> answer = Promise.promise();
        store = answer.future();
        follow(ann, TEA);
        renamed(TEA);
        lists.remove().run(); // ann had left
        joined(TEA, ann);
        answer.complete();
        tellLists();
        assertThat(ann.told).containsExactly("position", "removed tea", "chat tea");
    }

    @Test
    void rowFollowsWhatTheUserHasRead() {
        follow(ann, TEA);
        members.add(ann.follower().user());
        for (String room : List.of("tea", "jam")) {
            feeds.hint(new Hints.ToUsers(
                    List.of(ann.follower().user()), new Hints.Body("read", Map.of("room", room)), null));
        }
        tellLists();
        assertThat(ann.told).containsExactly("position", "read tea", "read jam", "chat tea");
    }

    @Test
    void allRoomsOfAUserAreLoadedPageByPage() {
        feeds.subscribe(ann);
        List<RoomId> page =
                IntStream.range(0, 1_000).mapToObj(n -> new RoomId("r" + n)).toList();
        loads.get(0).complete(new MessageLog.UserRooms(page, 2_500));
        assertThat(loaded).as("no more than fit").hasSize(1);
        assertThat(ann.told).containsExactly("position partial");
        UserFeeds large = new UserFeeds(
                this::roomsOf, this::rows, new UserFeeds.Timers(1_000, after(timer), after(lists)), 10_000);
        large.subscribe(bob);
        loads.get(1).complete(new MessageLog.UserRooms(page, 1_001));
        assertThat(loaded.get(2).after()).isEqualTo(new RoomId("r999"));
        loads.get(2).complete(new MessageLog.UserRooms(List.of(TEA), 1_001));
        assertThat(bob.told).containsExactly("position");
        assertThat(large.stats().memberships()).isEqualTo(1_001);
    }

    @Test
    void hintReachesTheSocketsOfItsUsersButForTheExcepted() {
        UserSocket second = new UserSocket("ann", 3);
        follow(ann);
        follow(second);
        follow(bob);
        Hints.Body hint = new Hints.Body("poke", Map.of());
        feeds.hint(new Hints.ToUsers(
                List.of(new UserId("ann"), new UserId("zoe")), hint, new Hints.Except(Set.of(), "3")));
        assertThat(ann.told).containsExactly("position", "poke");
        assertThat(second.told).containsExactly("position");
        assertThat(bob.told).containsExactly("position");
    }
}
