// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leases of 8 s and 3 s of grace; the clock starts at 0. */
class OnlineTableTest {
    private static final List<UserId> NO_USERS = List.of();

    private final OnlineTable table = table(8_000, 3_000, 0, NO_USERS);

    private static OnlineTable table(int leaseMillis, int graceMillis, long settleMillis, List<UserId> inherited) {
        return new OnlineTable(new OnlineSettings(leaseMillis, graceMillis, settleMillis, 1), inherited, 0);
    }

    @Test
    void firstReportBringsAUserOnlineOnce() {
        assertThat(table.report("n1", users(ANN), 0, 0)).containsExactly(ANN.user());
        assertThat(table.report("n1", users(ANN, BOB), 0, 10)).containsExactly(BOB.user());
        assertThat(table.report("n2", users(ANN), 0, 20)).isEmpty();
        assertThat(table.users()).containsExactlyInAnyOrder(ANN.user(), BOB.user());
    }

    @Test
    void oneTabOfTwoKeepsAUserOnline() {
        table.report("n1", users(ANN), 0, 0); // a report names a user once, for any number of tabs
        table.report("n1", users(ANN), 0, 1_000);
        assertThat(table.sweep(5_000)).isEmpty();
        table.report("n1", NO_USERS, 0, 6_000);
        assertThat(table.sweep(8_999)).isEmpty();
        assertThat(table.isOnline(ANN.user())).isTrue();
        assertThat(table.sweep(9_000)).containsExactly(new OfflineUser(ANN.user(), 6_000));
        assertThat(table.isOnline(ANN.user())).isFalse();
    }

    @Test
    void reportOfAnotherNodeKeepsAUserOnline() {
        table.report("n1", users(ANN), 0, 0);
        table.report("n2", users(ANN), 0, 0);
        table.report("n1", NO_USERS, 0, 1_000);
        assertThat(table.sweep(7_000)).isEmpty();
        table.report("n2", NO_USERS, 0, 7_000);
        assertThat(table.sweep(10_000)).containsExactly(new OfflineUser(ANN.user(), 7_000));
    }

    @Test
    void userWhoComesBackWithinTheGraceStaysOnline() {
        table.report("n1", users(ANN), 0, 0);
        table.report("n1", NO_USERS, 0, 1_000);
        assertThat(table.report("n2", users(ANN), 0, 3_900)).isEmpty();
        assertThat(table.sweep(5_000)).isEmpty();
        assertThat(table.isOnline(ANN.user())).isTrue();
    }

    @Test
    void usersOfADeadNodeGoOfflineWhenItsLeaseEnds() {
        table.report("n1", users(ANN, BOB), 0, 0);
        table.report("n2", users(BOB), 0, 6_000);
        assertThat(table.sweep(7_999)).isEmpty();
        assertThat(table.sweep(8_000)).containsExactly(new OfflineUser(ANN.user(), 0));
        assertThat(table.isOnline(BOB.user())).isTrue();
    }

    @Test
    void graceMayBeLongerThanTheLease() {
        OnlineTable longGrace = table(1_000, 5_000, 0, NO_USERS);
        longGrace.report("n1", users(ANN), 0, 0);
        assertThat(longGrace.sweep(1_000)).isEmpty();
        assertThat(longGrace.report("n2", users(ANN), 0, 4_000)).isEmpty();
    }

    @Test
    void everyReportRenewsTheLease() {
        for (long now = 0; now <= 40_000; now += 4_000) {
            table.report("n1", users(ANN), 0, now);
            assertThat(table.sweep(now)).isEmpty();
        }
        assertThat(table.sweep(47_999)).isEmpty();
        assertThat(table.sweep(48_000)).containsExactly(new OfflineUser(ANN.user(), 40_000));
    }

    @Test
    void offlineUserComesOnlineAgain() {
        table.report("n1", users(ANN), 0, 0);
        table.report("n1", NO_USERS, 0, 0);
        assertThat(table.sweep(3_000)).hasSize(1);
        assertThat(table.report("n1", users(ANN), 0, 3_001)).containsExactly(ANN.user());
    }

    @Test
    void noUserGoesOfflineAfterATakeoverBeforeAllNodesCouldReport() {
        OnlineTable taken = table(8_000, 3_000, 8_000, users(ANN, BOB));
        assertThat(taken.isOnline(ANN.user())).isTrue();
        taken.report("n1", users(ANN), 0, 1_000);
        taken.report("n1", NO_USERS, 0, 2_000);
        assertThat(taken.sweep(7_999)).isEmpty();
        assertThat(taken.report("n2", users(ANN), 0, 7_999)).isEmpty();
        assertThat(taken.sweep(8_000)).containsExactly(new OfflineUser(BOB.user(), 0));
    }

    @Test
    void offlineUsersAreForgotten() {
        table.report("n1", users(ANN, BOB), 0, 0);
        table.report("n1", NO_USERS, 0, 1);
        assertThat(table.sweep(4_000)).hasSize(2);
        assertThat(table.users()).isEmpty();
    }
}
