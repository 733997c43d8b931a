// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.query;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.SERVER;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.States;
import dev.hubbub.contract.presence.ServerPresence.OnlinePage;
import dev.hubbub.contract.presence.ServerPresence.OnlineQuery;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.AboutUser;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnlineQueriesTest {
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final OnlineQueries queries = new OnlineQueries(services, new StateLookup(services));

    @Test
    void serverIsToldTheStatesOfTheUsersThatItNames() {
        done(services.storeLastSeen(ANN.user(), ManualClock.START));
        done(services.storeLastSeen(BOB.user(), ManualClock.START));
        services.about.put(BOB.user(), new AboutUser(null, false, Set.of()));
        OnlinePage page = done(queries.online(SERVER, new OnlineQuery(users(BOB, ANN, BOB), null, null)));
        assertThat(page.users())
                .containsExactly(new State(ANN.user(), false, ManualClock.START), new State(BOB.user(), false, null));
        assertThat(page.next()).isNull();
    }

    @Test
    void pagesHaveEachUserOnce() {
        List<UserId> online =
                IntStream.range(0, 250).mapToObj(n -> new UserId("user" + n)).toList();
        services.pages = page -> Future.succeededFuture(new States(online.stream()
                .filter(user -> Shard.of(user.value()) == page.shard())
                .filter(user -> page.after() == null || user.compareTo(page.after()) > 0)
                .sorted()
                .limit(page.limit())
                .map(user -> new State(user, true, null))
                .toList()));
        List<UserId> found = new ArrayList<>();
        UserId after = null;
        do {
            OnlinePage page = done(queries.online(SERVER, new OnlineQuery(null, 100, after)));
            assertThat(page.users()).hasSizeLessThanOrEqualTo(100);
            page.users().forEach(state -> found.add(state.user()));
            after = page.next();
        } while (after != null);
        assertThat(found).containsExactlyInAnyOrderElementsOf(online);
    }

    @Test
    void usersAreRefused() {
        assertThatThrownBy(() -> queries.online(ANN, new OnlineQuery(users(BOB), null, null)))
                .hasMessageStartingWith("FORBIDDEN: only the host app's server");
    }

    @Test
    void tooManyUsersAndImpossiblePagesAreRefused() {
        List<UserId> many =
                IntStream.range(0, 1_001).mapToObj(n -> new UserId("u" + n)).toList();
        assertThatThrownBy(() -> new OnlineQuery(many, null, null)).hasMessage("users: 1001 (expected: 0 to 1000)");
        assertThatThrownBy(() -> new OnlineQuery(null, 0, null)).hasMessage("limit: 0 (expected: 1 to 1000)");
    }
}
