// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.failure;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaleIfErrorRemoteServicesTest {
    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices store = new FakeRemoteServices();
    private final StaleIfErrorRemoteServices services = new StaleIfErrorRemoteServices(store, clock);

    @BeforeEach
    void fillTheCache() {
        store.room(LOBBY, users(ANN));
        done(services.authorizeSubscription(ANN, LOBBY));
        done(services.describeRoom(LOBBY));
    }

    @Test
    void cachedAnswersServeWhileTheStoreIsAway() {
        store.storeUnavailable(true);
        assertThat(done(services.authorizeSubscription(ANN, LOBBY)).room()).isEqualTo(LOBBY);
        assertThat(done(services.describeRoom(LOBBY)).members()).hasSize(1);
        assertThat(failure(services.authorizeSubscription(BOB, LOBBY))).startsWith("UNAVAILABLE");
    }

    @Test
    void countsCachedAnswers() {
        assertThat(services.subscriptions()).isEqualTo(1);
        assertThat(services.members()).as("the room, and one member").isEqualTo(2);
    }

    @Test
    void cachedAnswersExpire() {
        store.storeUnavailable(true);
        clock.advance(StaleIfErrorCache.SECONDS * 1_000L);
        assertThat(failure(services.authorizeSubscription(ANN, LOBBY))).startsWith("UNAVAILABLE");
        assertThat(failure(services.describeRoom(LOBBY))).startsWith("UNAVAILABLE");
    }

    @Test
    void refusalRemovesTheCachedAnswer() {
        store.room(LOBBY, List.of());
        assertThat(failure(services.authorizeSubscription(ANN, LOBBY))).startsWith("FORBIDDEN");
        store.storeUnavailable(true);
        assertThat(failure(services.authorizeSubscription(ANN, LOBBY))).startsWith("UNAVAILABLE");
    }
}
