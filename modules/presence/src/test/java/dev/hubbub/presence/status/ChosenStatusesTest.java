// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.status;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.users.UserRecords.ChosenStatus;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fake store answers at once. */
class ChosenStatusesTest {
    private static final ChosenStatus AWAY = new ChosenStatus(PresenceStatus.AWAY, "lunch");

    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final ChosenStatuses statuses = new ChosenStatuses(services, clock);
    private final List<UserId> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        statuses.onRead(told::add);
    }

    @Test
    void choiceIsReadAndToldOnce() {
        services.chosen.put(ANN.user(), AWAY);
        assertThat(statuses.of(ANN.user())).isEmpty();
        statuses.read(users(ANN, BOB));
        assertThat(statuses.of(ANN.user())).contains(AWAY);
        assertThat(statuses.of(BOB.user())).contains(ChosenStatus.NONE);
        assertThat(told).containsExactly(ANN.user(), BOB.user());
        assertThat(statuses.known()).isEqualTo(2);
        assertThat(statuses.waiting()).isZero();
    }

    @Test
    void choicesOfManyUsersAreReadTogether() {
        services.storeUnavailable(true);
        for (int n = 0; n < 2_500; n++) {
            statuses.read(List.of(new UserId("u" + n)));
        }
        services.storeUnavailable(false);
        services.statusReads.clear();
        clock.advance(ChosenStatuses.RETRY_MILLIS);
        statuses.retryDue();
        assertThat(services.statusReads).containsExactly(1_000, 1_000, 500);
        assertThat(statuses.known()).isEqualTo(2_500);
    }

    @Test
    void newChoiceIsReadAgain() {
        statuses.read(users(ANN));
        services.chosen.put(ANN.user(), AWAY);
        assertThat(statuses.of(ANN.user())).contains(ChosenStatus.NONE);
        assertThat(statuses.readAgain(ANN.user()).succeeded()).isTrue();
        assertThat(statuses.of(ANN.user())).contains(AWAY);
    }

    @Test
    void unknownChoicesCountAsNoneWhileTheStoreIsAway() {
        statuses.read(users(ANN));
        services.chosen.put(BOB.user(), AWAY);
        services.storeUnavailable(true);
        Future<Void> again = statuses.readAgain(BOB.user());
        assertThat(again.failed()).as("who chose is told").isTrue();
        assertThat(statuses.of(BOB.user())).contains(ChosenStatus.NONE);
        assertThat(statuses.ready(List.of(BOB.user())).succeeded()).isTrue();
        assertThat(told).containsExactly(ANN.user(), BOB.user());
        services.storeUnavailable(false);
        clock.advance(ChosenStatuses.RETRY_MILLIS - 1);
        statuses.retryDue();
        assertThat(statuses.of(BOB.user())).contains(ChosenStatus.NONE);
        clock.advance(1);
        statuses.retryDue();
        assertThat(statuses.of(BOB.user())).contains(AWAY);
        assertThat(told).endsWith(BOB.user());
    }

    @Test
    void forgottenUserIsNeitherKnownNorRead() {
        statuses.read(users(ANN));
        services.storeUnavailable(true);
        statuses.read(users(BOB));
        statuses.forget(ANN.user());
        statuses.forget(BOB.user());
        assertThat(statuses.known()).isZero();
        assertThat(statuses.waiting()).isZero();
    }
}
