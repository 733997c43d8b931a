// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.shard;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static dev.hubbub.presence.testing.PresenceFixtures.with;
import static dev.hubbub.presence.testing.PresenceFixtures.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence.OfShard;
import dev.hubbub.contract.presence.PresenceReports.Leased;
import dev.hubbub.contract.presence.PresenceReports.Report;
import dev.hubbub.contract.presence.PresenceReports.Update;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.status.ChosenStatuses;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Leases of 8 s and 3 s of grace; all users are of the shard of ann. */
class OnlineUsersUpdateTest {
    private static final int SHARD = shard(ANN);
    private static final UserId SECOND = ofShard(1);
    private static final UserId THIRD = ofShard(2);

    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private boolean owner = true;
    private OnlineUsers owned = onlineUsers(OnlineSettings.MAX_USERS);

    private OnlineUsers onlineUsers(int maxUsers) {
        return new OnlineUsers(
                new OnlineSettings(8_000, 3_000, 0, maxUsers),
                clock,
                shard -> owner,
                new ChosenStatuses(services, clock),
                new StateChanges(
                        new PresencePublisher(services, clock, shard -> owner), new LastSeenWriter(services, clock)));
    }

    private static UserId ofShard(int number) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new UserId("user" + i))
                .filter(user -> Shard.of(user.value()) == SHARD)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private Leased report(long version, UserId... users) {
        return done(owned.report(new Report(SHARD, "n1", List.of(users), version)));
    }

    private Leased update(long from, long version, List<UserId> arrived, List<UserId> left) {
        return done(owned.update(new Update(SHARD, "n1", from, version, arrived, left, List.of())));
    }

    private Leased renew(long version) {
        return update(version, version, List.of(), List.of());
    }

    private List<UserId> online() {
        return done(owned.online(new OfShard(SHARD, null))).users();
    }

    private void advance(long millis) {
        clock.advance(millis);
        owned.sweep();
    }

    private static Leased has(long version) {
        return new Leased(8_000, version);
    }

    @Test
    void updateChangesWhatWasReported() {
        assertThat(report(1, ANN.user(), SECOND)).isEqualTo(has(1));
        assertThat(update(1, 2, List.of(THIRD), List.of(SECOND))).isEqualTo(has(2));
        assertThat(online()).as("second is in the grace").containsExactlyInAnyOrder(ANN.user(), SECOND, THIRD);
        advance(3_000);
        assertThat(online()).containsExactlyInAnyOrder(ANN.user(), THIRD);
        assertThat(services.changed)
                .extracting(changed -> changed.user() + " " + changed.online())
                .containsExactlyInAnyOrder(ANN.user() + " true", SECOND + " true", THIRD + " true", SECOND + " false");
    }

    @Test
    void signOfLifeRenewsTheLease() {
        report(1, ANN.user());
        advance(7_999);
        assertThat(renew(1)).isEqualTo(has(1));
        advance(7_999);
        assertThat(online()).containsExactly(ANN.user());
        advance(1);
        assertThat(online()).as("the node is silent").isEmpty();
    }

    @Test
    void lostUpdateIsNoticedWithTheNextOneAndWithTheNextSignOfLife() {
        report(1, ANN.user());
        assertThat(update(2, 3, List.of(SECOND), List.of())).as("2 was lost").isEqualTo(has(1));
        assertThat(renew(2)).isEqualTo(has(1));
        assertThat(online()).containsExactly(ANN.user());
        advance(8_000);
        assertThat(online())
                .as("a sign of life for what is not known renews nothing")
                .isEmpty();
    }

    @Test
    void ownerThatKnowsNothingOfTheNodeSaysSo() {
        assertThat(renew(7)).isEqualTo(has(0));
        assertThat(report(8, ANN.user())).isEqualTo(has(8));
        owner = false;
        owned.sweep();
        assertThatThrownBy(() -> renew(8)).hasMessageStartingWith("UNAVAILABLE: shard");
        owner = true;
        assertThat(renew(8)).as("the shard came back").isEqualTo(has(0));
    }

    @Test
    void nodeWhoseLeaseEndedIsUnknown() {
        report(1, ANN.user());
        advance(8_000);
        assertThat(renew(1)).isEqualTo(has(0));
        assertThat(online()).isEmpty();
    }

    @Test
    void repeatedUpdateAppliesOnce() {
        report(1, ANN.user());
        update(1, 2, List.of(SECOND), List.of(ANN.user()));
        assertThat(update(1, 2, List.of(SECOND), List.of(ANN.user()))).isEqualTo(has(2));
        advance(3_000);
        assertThat(online()).containsExactly(SECOND);
    }

    @Test
    void overtakenReportChangesNothing() {
        report(5, ANN.user());
        assertThat(report(4, SECOND)).isEqualTo(has(5));
        assertThat(online()).containsExactly(ANN.user());
    }

    @Test
    void nodeThatHasNobodyLeftIsForgotten() {
        report(1, ANN.user());
        assertThat(update(1, 2, List.of(), List.of(ANN.user()))).isEqualTo(has(2));
        assertThat(owned.reports()).isZero();
        assertThat(renew(2)).isEqualTo(has(0));
    }

    @Test
    void nodeOfAnOlderReleaseReportsWithoutVersions() {
        done(owned.report(with("n1", ANN)));
        done(owned.report(with("n1", ANN)));
        assertThat(done(owned.report(without("n1", ANN)))).isEqualTo(has(0));
        advance(3_000);
        assertThat(online()).isEmpty();
    }

    @Test
    void userOnAnotherNodeStaysOnline() {
        report(1, ANN.user());
        done(owned.report(with("n2", ANN)));
        update(1, 2, List.of(SECOND), List.of(ANN.user()));
        advance(3_000);
        assertThat(online()).containsExactlyInAnyOrder(ANN.user(), SECOND);
    }

    @Test
    void updateWithTooManyUsersIsRefused() {
        owned = onlineUsers(1);
        report(1, ANN.user());
        assertThatThrownBy(() -> update(1, 2, List.of(SECOND), List.of()))
                .hasMessageStartingWith("UNAVAILABLE: too many users");
        assertThat(renew(1)).as("nothing has changed").isEqualTo(has(1));
    }

    @Test
    void usersOfAnotherShardAreRefused() {
        report(1, ANN.user());
        Stream.of(
                        new Update(SHARD, "n1", 1, 2, users(BOB), List.of(), List.of()),
                        new Update(SHARD, "n1", 1, 2, List.of(), users(BOB), List.of()))
                .forEach(wrong ->
                        assertThatThrownBy(() -> owned.update(wrong)).hasMessageContaining(": not all of shard"));
    }
}
