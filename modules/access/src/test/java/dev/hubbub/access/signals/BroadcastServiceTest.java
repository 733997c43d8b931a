// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.signals;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.contacts;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.FakeStore;
import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.limits.Limits.TakeTokens;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.signals.Signals.Emit;
import dev.hubbub.contract.signals.Signals.Emitted;
import dev.hubbub.contract.signals.Signals.Target;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BroadcastServiceTest {
    private static final Target ROOM = new Target(PUBLIC_ROOM, null, null);
    private static final Target USER = new Target(null, BOB.user(), null);
    private static final Target ALL = new Target(null, null, true);

    private final FakeStore store = new FakeStore();
    private final List<Record> told = new ArrayList<>();
    private final List<TakeTokens> taken = new ArrayList<>();
    private Future<TokensTaken> tokens = Future.succeededFuture(new TokensTaken(1, 0));
    private final BroadcastService service = new BroadcastService(
            new RoomQueues(System::nanoTime),
            new SignalAccess(
                    new RoomLookup(store),
                    new MembershipCache(),
                    RoomPolicies.STANDARD,
                    contacts(new FakeUserRecords()),
                    System::nanoTime),
            new BroadcastService.Outlet() {
                @Override
                public Future<TokensTaken> take(TakeTokens take) {
                    taken.add(take);
                    return tokens;
                }

                @Override
                public void tell(Hints.ToRooms hint) {
                    told.add(hint);
                }

                @Override
                public void tell(Hints.ToUsers hint) {
                    told.add(hint);
                }

                @Override
                public void tell(Hints.ToAll hint) {
                    told.add(hint);
                }
            });

    private Future<Emitted> emit(Target to, UserId... except) {
        return service.emit(SERVER, new Emit(to, List.of(except), "news", Map.of("n", 1)));
    }

    private static Hints.Body news() {
        return Hints.Body.of("signal", new Signals.Told(SERVER.user(), "news", Map.of("n", 1), null));
    }

    @Test
    void roomIsToldOnceButForTheExcepted() {
        store.appendUnchecked(publicRoom());
        UserId zoe = new UserId("zoe");
        assertThat(result(emit(ROOM, BOB.user(), zoe, zoe))).isEqualTo(new Emitted("news"));
        assertThat(told)
                .containsExactly(
                        new Hints.ToRooms(List.of(PUBLIC_ROOM), news(), Hints.Except.users(List.of(BOB.user(), zoe))));
        assertThat(taken).isEmpty();
    }

    @Test
    void missingRoomIsSaid() {
        assertThat(failure(emit(new Target(MISSING_ROOM, null, null)))).isEqualTo("NOT_FOUND: no such room");
        assertThat(told).isEmpty();
    }

    @Test
    void userIsTold() {
        result(emit(USER));
        assertThat(told).containsExactly(new Hints.ToUsers(List.of(BOB.user()), news(), null));
    }

    @Test
    void allAreToldAsOftenAsTheLimitAllows() {
        result(emit(ALL, ANN.user()));
        assertThat(told).containsExactly(new Hints.ToAll(news(), Hints.Except.user(ANN.user())));
        tokens = Future.succeededFuture(new TokensTaken(0, 900));
        assertThatThrownBy(() -> result(emit(ALL))).isInstanceOfSatisfying(HubException.class, cause -> {
            assertThat(cause.is(ErrorCode.TOO_MANY)).isTrue();
            assertThat(cause.retryAfter()).contains(Duration.ofMillis(900));
        });
        assertThat(told).hasSize(1);
        assertThat(taken).hasSize(2).containsOnly(new TakeTokens(new UserId("server.*"), "broadcasts", 1, 60, 2));
    }

    @Test
    void whileNothingCountsForAllNodesAllAreNotTold() {
        tokens = Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "no node serves this now"));
        assertThat(failure(emit(ALL))).startsWith("UNAVAILABLE");
        assertThat(told).isEmpty();
    }

    @Test
    void usersMayNotEmit() {
        store.appendUnchecked(publicRoom(BOB));
        for (Target target : List.of(ROOM, USER, ALL)) {
            assertThatThrownBy(() -> service.emit(ANN, new Emit(target, null, "news", 1)))
                    .hasMessage("FORBIDDEN: only the host app's server may emit");
        }
        assertThat(told).isEmpty();
        assertThat(taken).isEmpty();
    }

    @Test
    void dataIsBounded() {
        Emit large = new Emit(ALL, null, "news", "x".repeat(Signals.MAX_BYTES));
        assertThatThrownBy(() -> service.emit(SERVER, large)).hasMessageStartingWith("TOO_LARGE");
    }
}
