// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.join;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.remove;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which changes of members make an append stale that names the users it relies on. */
@ExtendWith(VertxExtension.class)
class MembershipFenceTest {
    private final Store store = MemoryStore.create();
    private TestWriter one;
    private TestWriter two;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        one = new TestWriter(vertx, store);
        two = new TestWriter(vertx, store);
        append(newRoom(ROOM, "bob"));
    }

    @AfterEach
    void stop() throws Exception {
        Future.join(one.stop(), two.stop()).await(5, SECONDS);
    }

    private Appended append(Append request) throws Exception {
        return one.append(request).await(5, SECONDS);
    }

    private static Append relyingOn(Append append, String... users) {
        return limited(append, null, users);
    }

    private static Append limited(Append append, Integer maxMembers, String... users) {
        List<UserId> all = Stream.of(users).map(UserId::new).toList();
        return new Append(append.entry(), append.membership(), all, maxMembers);
    }

    @Test
    void manyJoinsOfOneJudgementAreStoredTogetherWithMessagesBetween() throws Exception {
        List<Append> requests = IntStream.range(0, 400)
                .mapToObj(n -> n % 40 == 0
                        ? relyingOn(say(ROOM, "ann", "c" + n, 1), "ann")
                        : relyingOn(join(ROOM, "u" + n, 1), "u" + n))
                .toList();
        List<Appended> stored = Future.all(requests.stream().map(one::append).toList())
                .await(5, SECONDS)
                .list();
        assertThat(stored)
                .extracting(Appended::seq)
                .isEqualTo(LongStream.rangeClosed(2, 401).boxed().toList());
        assertThat(stored.subList(0, 4)).extracting(Appended::previous).containsExactly(null, 1L, 3L, 4L);
        assertThat(one.describe(describe(ROOM)).await(5, SECONDS).size()).isEqualTo(392);
        List<StoredEntry> changes =
                store.entries().get(ROOM, List.of(3L, 4L, 401L)).await(5, SECONDS);
        assertThat(changes).extracting(StoredEntry::previous).containsExactly(1L, 3L, 400L);
    }

    @Test
    void messageOfARemovedMemberIsStaleAlsoInTheSameBatch() throws Exception {
        Future<Appended> removed = one.append(relyingOn(remove(ROOM, "bob", 1), "ann", "bob"));
        Future<Appended> said = one.append(relyingOn(say(ROOM, "bob", "c1", 1), "bob"));
        assertThat(removed.await(5, SECONDS).seq()).isEqualTo(2);
        assertRefused(ErrorCode.STALE, said);
        assertRefused(ErrorCode.STALE, one.append(relyingOn(say(ROOM, "bob", "c2", 1), "bob")));
    }

    @Test
    void removalByAnotherWriterMakesTheMessageStale() throws Exception {
        two.append(relyingOn(remove(ROOM, "bob", 1), "ann", "bob")).await(5, SECONDS);
        assertRefused(ErrorCode.STALE, one.append(relyingOn(say(ROOM, "bob", "c1", 1), "bob")));
        assertThat(append(relyingOn(say(ROOM, "ann", "c2", 1), "ann")).seq()).isEqualTo(3);
    }

    @Test
    void memberWhoLeftAndCameBackIsJudgedAgain() throws Exception {
        append(relyingOn(remove(ROOM, "bob", 1), "ann", "bob"));
        append(relyingOn(join(ROOM, "bob", 2), "bob"));
        assertRefused(ErrorCode.STALE, one.append(relyingOn(say(ROOM, "bob", "c1", 1), "bob")));
        assertThat(append(relyingOn(say(ROOM, "bob", "c1", 3), "bob")).seq()).isEqualTo(4);
    }

    @Test
    void secondJoinOfOneUserIsStale() throws Exception {
        Future<Appended> first = one.append(relyingOn(join(ROOM, "cyn", 1), "cyn"));
        Future<Appended> second = one.append(relyingOn(join(ROOM, "cyn", 1), "cyn"));
        assertThat(first.await(5, SECONDS).seq()).isEqualTo(2);
        assertRefused(ErrorCode.STALE, second);
    }

    @Test
    void appendThatNamesNoUsersIsStaleAfterEveryChange() throws Exception {
        append(join(ROOM, "cyn", 1));
        assertRefused(ErrorCode.STALE, one.append(say(ROOM, "ann", "c1", 1)));
        assertThat(append(relyingOn(say(ROOM, "host", "c2", 1))).seq())
                .as("relies on no user")
                .isEqualTo(3);
    }

    @Test
    void roomNeverHasMoreMembersThanTheAppendsAllow() throws Exception {
        List<Future<Appended>> joins = IntStream.range(0, 10)
                .mapToObj(n -> one.append(limited(join(ROOM, "u" + n, 1), 5, "u" + n)))
                .toList();
        Future.join(joins).transform(all -> Future.succeededFuture()).await(5, SECONDS);
        assertThat(joins.subList(0, 3)).allMatch(Future::succeeded);
        joins.subList(3, 10).forEach(join -> assertRefused(ErrorCode.STALE, join));
        assertThat(one.describe(describe(ROOM)).await(5, SECONDS).size()).isEqualTo(5);
    }

    @Test
    void judgementThatIsOlderThanTheKnownChangesIsStale() throws Exception {
        Future.all(IntStream.rangeClosed(0, 1_000)
                        .mapToObj(n -> one.append(relyingOn(join(ROOM, "u" + n, 1), "u" + n)))
                        .toList())
                .await(5, SECONDS);
        assertRefused(ErrorCode.STALE, one.append(relyingOn(say(ROOM, "bob", "c1", 1), "bob")));
        assertThat(append(relyingOn(say(ROOM, "bob", "c1", 2), "bob")).seq()).isEqualTo(1_003);
    }
}
