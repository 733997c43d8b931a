// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.Memberships.PageOf;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The behaviour of every {@link MemberStore}. */
public abstract class MemberStoreContract {
    private static final RoomId ROOM = new RoomId("news:42");
    private static final RoomId OTHER = new RoomId("news");
    private static final UserId ANN = user("auth0|ann.b@c+d=e:f");
    private static final Instant UNTIL = Instant.parse("2030-01-02T03:04:05.006Z");

    protected abstract MemberStore members();

    private boolean put(RoomId room, StoredMember member) throws Exception {
        return members().put(room, member).await(5, SECONDS);
    }

    private List<StoredMember> get(RoomId room, UserId... users) throws Exception {
        return members().get(room, List.of(users)).await(5, SECONDS);
    }

    private List<String> page(String after, int limit, Role role) throws Exception {
        UserId last = after == null ? null : user(after);
        return members().page(new PageOf(ROOM, last, limit, role)).await(5, SECONDS).stream()
                .map(member -> member.user().value())
                .toList();
    }

    private static StoredMember first(UserId user, Role role) {
        return new StoredMember(user, role, 7, null, 3, 1);
    }

    @Test
    void memberIsReadAsItWasStored() throws Exception {
        StoredMember first = new StoredMember(ANN, Role.MEMBER, 7, UNTIL, 3, 1);
        assertThat(get(ROOM, ANN)).isEmpty();
        assertThat(put(ROOM, first)).isTrue();
        assertThat(get(ROOM, ANN, user("bob"), ANN)).containsExactly(first);
        assertThat(get(OTHER, ANN)).isEmpty();

        StoredMember none = new StoredMember(ANN, null, 9, null, 9, 2);
        assertThat(put(ROOM, none)).isTrue();
        assertThat(get(ROOM, ANN)).containsExactly(none);
        StoredMember again = new StoredMember(ANN, new Role("made-by-a-newer-node"), 11, UNTIL, 9, 3);
        assertThat(put(ROOM, again)).isTrue();
        assertThat(get(ROOM, ANN)).containsExactly(again);
    }

    @Test
    void onlyTheVersionBeforeIsReplaced() throws Exception {
        assertThat(put(ROOM, new StoredMember(ANN, Role.MEMBER, 1, null, 0, 2))).isFalse();
        assertThat(put(ROOM, first(ANN, Role.MEMBER))).isTrue();
        assertThat(put(ROOM, first(ANN, Role.OWNER))).isFalse();
        assertThat(put(ROOM, new StoredMember(ANN, Role.OWNER, 1, null, 0, 3))).isFalse();
        assertThat(put(OTHER, first(ANN, Role.OBSERVER))).isTrue();
        assertThat(get(ROOM, ANN)).containsExactly(first(ANN, Role.MEMBER));
    }

    @Test
    void ofManyWritersAtOnceOneReplacesAVersion() throws Exception {
        put(ROOM, first(ANN, Role.MEMBER));
        List<Future<Boolean>> writers = IntStream.range(0, 20)
                .mapToObj(n -> members().put(ROOM, new StoredMember(ANN, Role.MEMBER, n, null, 0, 2)))
                .toList();
        Future.all(writers).await(10, SECONDS);
        assertThat(writers).extracting(Future::result).containsOnlyOnce(true);
        List<Future<Boolean>> inserts = IntStream.range(0, 20)
                .mapToObj(n -> members().put(ROOM, first(user("bob"), Role.MEMBER)))
                .toList();
        Future.all(inserts).await(10, SECONDS);
        assertThat(inserts).extracting(Future::result).containsOnlyOnce(true);
    }

    @Test
    void idsOfUsersAreOnlyText() throws Exception {
        for (String id :
                List.of("$where", "{\"$ne\":\"\"}", "news:42", "_id", "';--", "a%b_", "[1,2]", "~".repeat(255))) {
            assertThat(put(ROOM, first(user(id), Role.MEMBER))).as(id).isTrue();
            assertThat(get(ROOM, user(id))).as(id).containsExactly(first(user(id), Role.MEMBER));
        }
    }

    @Test
    void pagesAreOrderedByUserAndLeaveOutThoseWithoutARole() throws Exception {
        for (String id : Stream.of("dan", "B", "ann", "cyn", "Zoe").toList()) {
            put(ROOM, first(user(id), id.equals("cyn") ? Role.BANNED : Role.MEMBER));
        }
        put(ROOM, first(user("bob"), Role.MEMBER));
        put(ROOM, new StoredMember(user("bob"), null, 8, null, 3, 2));
        put(OTHER, first(user("eve"), Role.MEMBER));

        assertThat(page(null, 9, null)).containsExactly("B", "Zoe", "ann", "cyn", "dan");
        assertThat(page(null, 2, null)).containsExactly("B", "Zoe");
        assertThat(page("Zoe", 2, null)).containsExactly("ann", "cyn");
        assertThat(page("bob", 9, null)).containsExactly("cyn", "dan");
        assertThat(page("dan", 9, null)).isEmpty();
        assertThat(page(null, 9, Role.BANNED)).containsExactly("cyn");
        assertThat(page("cyn", 9, Role.BANNED)).isEmpty();
    }

    @Test
    void membersAreCountedByWhatTheyAre() throws Exception {
        assertThat(members().count(ROOM).await(5, SECONDS)).isEqualTo(MemberCounts.NONE);
        put(ROOM, first(ANN, Role.OWNER));
        put(ROOM, first(user("bob"), Role.MEMBER));
        put(ROOM, first(user("cyn"), new Role("made-by-a-newer-node")));
        put(ROOM, first(user("dan"), Role.INVITED));
        put(ROOM, first(user("eve"), Role.BANNED));
        put(ROOM, first(user("fay"), Role.MEMBER));
        put(ROOM, new StoredMember(user("fay"), null, 8, null, 3, 2));
        put(OTHER, first(ANN, Role.OWNER));
        assertThat(members().count(ROOM).await(5, SECONDS)).isEqualTo(new MemberCounts(3, 1, 2));
    }
}
