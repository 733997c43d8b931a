// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.States;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PresenceBatchesTest {
    private static final long LONG_MILLIS = 60_000;

    /** The lookups that were sent; each is answered by the promise at the same place in {@link #answers}. */
    private final List<Presence.Lookup> asked = new ArrayList<>();

    private final List<Promise<States>> answers = new ArrayList<>();
    private final PresenceBatches batches = new PresenceBatches(this::ask, LONG_MILLIS);

    private Future<States> ask(Presence.Lookup lookup) {
        asked.add(lookup);
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
    }

    private void answer(int number) {
        answers.get(number)
                .complete(new States(asked.get(number).users().stream()
                        .map(user -> new State(user, true, null))
                        .toList()));
    }

    private static UserId user(int number) {
        return new UserId("user-" + number);
    }

    /** Users of one shard. */
    private static List<UserId> neighbours(int count) {
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(PresenceBatchesTest::user)
                .filter(user -> Shard.of(user.value()) == 7)
                .limit(count)
                .toList();
    }

    @Test
    void whoIsAskedAboutMeanwhileSharesTheNextLookup() {
        List<UserId> users = neighbours(5);
        List<Future<Map<UserId, State>>> states =
                users.stream().map(user -> batches.states(List.of(user))).toList();
        assertThat(asked).hasSize(1);
        assertThat(batches.size()).isEqualTo(2);
        answer(0);
        answer(1);
        assertThat(asked).extracting(Presence.Lookup::users).containsExactly(users.subList(0, 1), users.subList(1, 5));
        for (int n = 0; n < users.size(); n++) {
            assertThat(result(states.get(n))).containsOnlyKeys(users.get(n));
        }
        assertThat(batches.size()).isZero();
    }

    /** As when each of them says something in its direct room with one user, within the time of a lookup. */
    @Test
    void thousandUsersWhoAreAskedAboutOneByOneTakeTwoLookupsOfEachShard() {
        List<Future<Map<UserId, State>>> states = IntStream.range(0, 1_000)
                .mapToObj(n -> batches.states(List.of(user(n))))
                .toList();
        for (int n = 0; n < answers.size(); n++) {
            answer(n); // the answer starts the next lookup
        }
        assertThat(asked).hasSizeLessThanOrEqualTo(2 * Shard.COUNT);
        assertThat(states).allSatisfy(each -> assertThat(result(each)).hasSize(1));
        assertThat(batches.size()).isZero();
    }

    @Test
    void pageOfAllShardsIsAskedAtOnce() {
        List<UserId> page =
                IntStream.range(0, 1_000).mapToObj(PresenceBatchesTest::user).toList();
        Future<Map<UserId, State>> states = batches.states(page);
        assertThat(asked).hasSize(Shard.COUNT);
        IntStream.range(0, Shard.COUNT).forEach(this::answer);
        assertThat(result(states)).containsOnlyKeys(page);
    }

    @Test
    void whatDoesNotFitIsNotKnown() {
        List<UserId> full = neighbours(2 * Presence.MAX_USERS);
        List<UserId> one = full.subList(0, Presence.MAX_USERS);
        List<UserId> other = full.subList(Presence.MAX_USERS, full.size());
        for (int n = 0; n <= PresenceBatches.MAX_WAITING; n++) {
            batches.states(n % 2 == 0 ? one : other);
        }
        assertThat(result(batches.states(other.subList(0, 1)))).isEmpty();
        assertThat(batches.size()).isEqualTo(1 + PresenceBatches.MAX_WAITING);
        for (int n = 0; n < answers.size(); n++) {
            answer(n);
        }
        assertThat(asked).hasSize(1 + PresenceBatches.MAX_WAITING);
        assertThat(batches.size()).isZero();
    }

    @Test
    void presenceThatFailsOrIsSilentIsNotWaitedFor() throws Exception {
        PresenceBatches hasty = new PresenceBatches(this::ask, 10);
        List<UserId> users = neighbours(3);
        Future<Map<UserId, State>> first = hasty.states(users.subList(0, 1));
        Future<Map<UserId, State>> second = hasty.states(users.subList(1, 3));
        assertThat(first.await(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(second.await(10, TimeUnit.SECONDS)).isEmpty();
        Future<Map<UserId, State>> third = batches.states(users);
        answers.get(2).fail("away");
        assertThat(result(third)).isEmpty();
    }
}
