// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.quota;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig.Adders;
import dev.hubbub.access.config.AccessConfig.Adding;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.store.FakeStore;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.limits.Limits.TakeTokens;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three strangers an hour. */
class AddingLimitTest {
    private static final Caller ZOE = Caller.of("zoe");

    private final FakeStore store = new FakeStore();
    private final List<TakeTokens> taken = new ArrayList<>();
    private Future<TokensTaken> answer = Future.succeededFuture(new TokensTaken(0, 600_000));

    private AddingLimit limit(Adders who, int strangersPerHour) {
        return new AddingLimit(new Adding(who, strangersPerHour), store, RoomPolicies.STANDARD, take -> {
            taken.add(take);
            return answer;
        });
    }

    private Future<List<UserId>> add(Adders who, Caller caller, Caller... users) {
        return limit(who, 3)
                .invited(caller, List.of(users).stream().map(Caller::user).toList());
    }

    private void room(String id, Caller owner, Caller... others) {
        List<UserId> members = List.of(others).stream().map(Caller::user).toList();
        RoomDetails details = new RoomDetails("Room", Visibility.PRIVATE, RoomKind.GROUP);
        store.appendUnchecked(CreatedEntry.KIND.entry(
                new RoomId(id),
                owner,
                CreatedEntry.Content.of(owner.user(), details, new CreatedEntry.FirstMembers(members))));
    }

    private void answer(int tokens) {
        answer = Future.succeededFuture(new TokensTaken(tokens, 0));
    }

    @ParameterizedTest
    @EnumSource
    void serverAndOneselfAreNotHeldToIt(Adders who) {
        result(add(who, SERVER, ANN, BOB, EVE, ZOE));
        result(add(who, ANN, ANN));
        assertThat(taken).isEmpty();
    }

    @Test
    void usersInviteWhereOnlyTheServerAdds() {
        room("den", ZOE, ANN, BOB);
        answer(1);
        assertThat(result(add(Adders.SERVER, ANN, BOB, EVE))).containsExactly(BOB.user(), EVE.user());
        assertThat(taken).containsExactly(TakeTokens.allOfAnHour(ANN.user(), "strangers", 1, 3));
    }

    @Test
    void usersWhoShareARoomAreAddedAndOthersInvitedWhereThatIsAskedFor() {
        room("den", ZOE, ANN, BOB);
        answer(1);
        assertThat(result(add(Adders.SHARED, ANN, BOB))).isEmpty();
        assertThat(taken).isEmpty();
        assertThat(result(add(Adders.SHARED, ANN, BOB, EVE))).containsExactly(EVE.user());
        store.appendUnchecked(MembershipEntry.LEFT.entry(new RoomId("den"), BOB, new MemberContent(BOB.user())));
        assertThat(result(add(Adders.SHARED, ANN, BOB))).containsExactly(BOB.user());
    }

    @ParameterizedTest
    @EnumSource
    void strangersWhoAreInvitedAreCountedToo(Adders who) {
        answer(0);
        assertThat(failure(add(who, ANN, EVE))).startsWith("TOO_MANY: strangers: more than 3");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "ANYONE"})
    void roomsInWhichTheCallerAddsMakeNoAcquaintances(Adders who) {
        for (int i = 0; i < 5; i++) {
            room("own" + i, ANN, BOB);
        }
        failure(add(who, ANN, BOB));
        room("den", ZOE, ANN, BOB);
        result(add(who, ANN, BOB));
        result(add(who, BOB, ANN));
    }

    @Test
    void strangersAreCountedByTheHour() {
        room("den", ZOE, ANN, BOB);
        answer(1);
        result(add(Adders.ANYONE, ANN, BOB, EVE));
        assertThat(taken).containsExactly(TakeTokens.allOfAnHour(ANN.user(), "strangers", 1, 3));
        answer(0);
        assertThat(failure(add(Adders.ANYONE, ANN, EVE)))
                .startsWith("TOO_MANY: strangers: more than 3 put into rooms in an hour; retry after ");
    }

    @Test
    void moreThanEverPassIsRefusedForGood() {
        assertThat(failure(add(Adders.ANYONE, ANN, BOB, EVE, ZOE, Caller.of("max"))))
                .isEqualTo("FORBIDDEN: 4 users who share no room with you (expected: at most 3 in an hour)");
        assertThat(taken).isEmpty();
    }

    @Test
    void noughtIsNoLimit() {
        result(limit(Adders.ANYONE, 0).invited(ANN, List.of(BOB.user(), EVE.user())));
        assertThat(taken).isEmpty();
    }

    @Test
    void whileNothingCountsStrangersPassAndWithoutAStoreNobodyDoes() {
        answer = Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "away"));
        result(add(Adders.ANYONE, ANN, EVE));
        store.failRoomsOf();
        assertThat(failure(add(Adders.ANYONE, ANN, EVE))).startsWith("UNAVAILABLE");
        assertThat(failure(add(Adders.SHARED, ANN, EVE))).startsWith("UNAVAILABLE");
    }
}
