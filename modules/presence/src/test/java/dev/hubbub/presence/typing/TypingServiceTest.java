// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.typing;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.presence.Presence.Typing;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import org.junit.jupiter.api.Test;

class TypingServiceTest {
    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final TypingService typing = new TypingService(
            new TypingTable(5_000, clock), new MembershipCheckCache(services, clock), services, shard -> true);

    @Test
    void typingOfAMemberWhoMayNotWriteToTheOtherIsNotTold() {
        services.room(LOBBY, users(ANN, BOB));
        services.silent.add(ANN.user());
        assertThat(done(typing.typing(ANN, new Typing(LOBBY, true))))
                .as("the answer is that of others")
                .isEqualTo(done(typing.typing(BOB, new Typing(LOBBY, true))));
        typing.sweep();
        assertThat(services.hints).hasSize(1).first().satisfies(hint -> assertThat(
                        hint.hint().fields())
                .containsEntry("user", "bob"));
    }
}
