// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.query;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.CABINET;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.SERVER;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.failure;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.presence.ServerPresence.RoomSockets;
import dev.hubbub.contract.presence.ServerPresence.SocketCounts;
import dev.hubbub.contract.presence.ServerPresence.SocketsQuery;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways, and a node that is none. */
class SocketQueriesTest {
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final SocketQueries queries = new SocketQueries(services);

    @BeforeEach
    void twoNodes() {
        services.followers.put("n1", new LinkedHashMap<>(Map.of(LOBBY, users(ANN, ANN, BOB), CABINET, users(ANN))));
        services.followers.put("n2", new LinkedHashMap<>(Map.of(LOBBY, users(ANN))));
        services.otherNodes.add("n3");
    }

    private SocketCounts ask(@Nullable RoomId room, int limit, @Nullable RoomId after) {
        return done(queries.sockets(SERVER, new SocketsQuery(room, limit, after)));
    }

    @Test
    void countsAreSumsOverTheNodesThatAnswer() {
        assertThat(ask(null, 10, null))
                .isEqualTo(new SocketCounts(
                        2,
                        5,
                        3,
                        List.of(new RoomSockets(CABINET, 1, 1, null), new RoomSockets(LOBBY, 4, 3, null)),
                        null));
    }

    @Test
    void oneRoomIsCountedWithoutADouble() {
        SocketCounts counts = ask(LOBBY, 10, null);
        assertThat(counts.counts()).containsExactly(new RoomSockets(LOBBY, 4, 2, users(ANN, BOB)));
        assertThat(counts.sockets()).isEqualTo(5);
        assertThat(ask(new RoomId("nowhere"), 10, null).counts()).isEmpty();
    }

    @Test
    void pagesHaveEachRoomOnceWithAllItsSockets() {
        Map<RoomId, List<UserId>> first = new LinkedHashMap<>();
        Map<RoomId, List<UserId>> second = new LinkedHashMap<>();
        for (int n = 100; n < 135; n++) {
            RoomId room = new RoomId("r" + n);
            if (n % 3 != 0) {
                first.put(room, users(ANN));
            }
            if (n % 2 == 0) {
                second.put(room, users(BOB));
            }
        }
        services.followers.put("n1", first);
        services.followers.put("n2", second);
        List<RoomSockets> found = new ArrayList<>();
        RoomId after = null;
        do {
            SocketCounts page = ask(null, 4, after);
            assertThat(page.counts()).hasSizeLessThanOrEqualTo(4);
            found.addAll(page.counts());
            after = page.next();
        } while (after != null);
        assertThat(found)
                .extracting(RoomSockets::room)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((one, other) -> one.value().compareTo(other.value()));
        assertThat(found.stream().mapToInt(RoomSockets::sockets).sum()).isEqualTo(first.size() + second.size());
    }

    @Test
    void noAnswerIsNoCount() {
        services.followers.clear();
        assertThat(failure(queries.sockets(SERVER, new SocketsQuery(null, null, null))))
                .startsWith("UNAVAILABLE: no gateway answers");
    }

    @Test
    void usersAreRefused() {
        assertThatThrownBy(() -> queries.sockets(ANN, new SocketsQuery(null, null, null)))
                .hasMessageStartingWith("FORBIDDEN: only the host app's server");
        assertThatThrownBy(() -> new SocketsQuery(null, 1_001, null)).hasMessage("limit: 1001 (expected: 1 to 1000)");
    }

    @Test
    void followersOfARoomAreAskedForOnceASecond() {
        ManualClock clock = new ManualClock();
        RoomFollowers followers = new RoomFollowers(services, clock);
        assertThat(done(followers.of(LOBBY)).users()).containsExactlyInAnyOrder(ANN.user(), BOB.user());
        assertThat(done(followers.of(LOBBY)).complete()).isTrue();
        assertThat(services.followerQuestions).isEqualTo(3);
        assertThat(followers.size()).isEqualTo(1);
        clock.advance(RoomFollowers.SECONDS * 1_000L);
        done(followers.of(LOBBY));
        assertThat(services.followerQuestions).isEqualTo(6);
        services.followers.clear();
        assertThat(done(followers.of(CABINET)).complete())
                .as("no gateway answers")
                .isFalse();
    }
}
