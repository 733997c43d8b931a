// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.typing;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.failure;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import org.junit.jupiter.api.Test;

class MembershipCheckCacheTest {
    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final MembershipCheckCache memberships = new MembershipCheckCache(services, clock);

    @Test
    void permissionIsCheckedAgainAfterAMoment() {
        services.room(LOBBY, users(ANN));
        done(memberships.check(ANN, LOBBY));
        clock.advance(MembershipCheckCache.MILLIS - 1);
        done(memberships.check(ANN, LOBBY));
        assertThat(services.subscriptionChecks()).isEqualTo(1);
        services.room(LOBBY, users(BOB));
        clock.advance(1);
        assertThat(failure(memberships.check(ANN, LOBBY))).startsWith("FORBIDDEN");
    }

    @Test
    void refusalIsNotCached() {
        assertThat(failure(memberships.check(ANN, LOBBY))).startsWith("FORBIDDEN");
        services.room(LOBBY, users(ANN));
        assertThat(done(memberships.check(ANN, LOBBY)).room()).isEqualTo(LOBBY);
    }
}
