// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.Cast.ANN;
import static dev.hubbub.presence.Cast.BOB;
import static dev.hubbub.presence.Cast.LOBBY;
import static dev.hubbub.presence.Cast.done;
import static dev.hubbub.presence.Cast.lookup;
import static dev.hubbub.presence.Cast.shard;
import static dev.hubbub.presence.Cast.users;
import static dev.hubbub.presence.Cast.with;
import static dev.hubbub.presence.Cast.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.OfShard;
import dev.hubbub.contract.presence.Presence.Report;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.value.Caller;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttendanceTest {
    private final HeldTime time = new HeldTime();
    private final FakeNeighbours neighbours = new FakeNeighbours();
    private boolean owner = true;
    private final Announcements announcements = new Announcements(neighbours, time, shard -> owner);
    private final LastSeen lastSeen = new LastSeen(neighbours, time);
    private final Attendance attendance = new Attendance(
            new Attendance.Setting(new PresenceConfig(8_000, 3_000, 5_000), time, 8_000, shard -> owner),
            announcements,
            lastSeen);

    @BeforeEach
    void settled() {
        neighbours.room(LOBBY, users(ANN, BOB));
        attendance.sweep();
        time.pass(8_000);
    }

    private void pass(long millis) {
        time.pass(millis);
        attendance.sweep();
        announcements.retry();
        lastSeen.retry();
    }

    private State state(Caller caller) {
        return done(attendance.lookup(lookup(caller))).users().get(0);
    }

    private static Changed online(Caller caller) {
        return new Changed(caller.user(), true, null, List.of(LOBBY));
    }

    private static Changed offline(Caller caller, Instant lastSeen) {
        return new Changed(caller.user(), false, lastSeen, List.of(LOBBY));
    }

    @Test
    void comingAndGoingIsAnnouncedAndKept() {
        assertThat(done(attendance.report(with("n1", ANN))).leaseMillis()).isEqualTo(8_000);
        assertThat(state(ANN)).isEqualTo(new State(ANN.user(), true, null));
        Instant left = time.instant();
        done(attendance.report(without("n1", ANN)));
        pass(2_999);
        assertThat(neighbours.changed).containsExactly(online(ANN));
        pass(1);
        assertThat(neighbours.changed).containsExactly(online(ANN), offline(ANN, left));
        assertThat(neighbours.seen(ANN.user())).isEqualTo(left);
        assertThat(state(ANN).online()).isFalse();
    }

    @Test
    void aFlapWithinTheGraceIsNotAnnounced() {
        done(attendance.report(with("n1", ANN)));
        done(attendance.report(without("n1", ANN)));
        pass(2_000);
        done(attendance.report(with("n2", ANN)));
        pass(5_000);
        assertThat(neighbours.changed).containsExactly(online(ANN));
        assertThat(neighbours.seen(ANN.user())).isNull();
    }

    @Test
    void aStoreThatIsAwayDelaysWordOfStrangersOnly() {
        done(attendance.report(with("n1", ANN)));
        neighbours.storeAway(true);
        done(attendance.report(without("n1", ANN)));
        done(attendance.report(with("n1", BOB)));
        Instant left = time.instant();
        pass(3_000);
        assertThat(neighbours.changed).as("by the rooms known before").containsExactly(online(ANN), offline(ANN, left));
        assertThat(state(ANN)).isEqualTo(new State(ANN.user(), false, left));
        assertThat(state(BOB).online()).isTrue();
        neighbours.storeAway(false);
        pass(2_000);
        assertThat(neighbours.changed).containsExactly(online(ANN), offline(ANN, left), online(BOB));
        assertThat(neighbours.seen(ANN.user())).isEqualTo(left);
    }

    @Test
    void whoeverTakesAShardOverLetsGoWhoDiedWithTheOldOwner() {
        owner = false;
        pass(0);
        attendance.hear(online(ANN));
        attendance.hear(online(BOB));
        assertThat(state(ANN).online()).as("by hearsay").isTrue();
        owner = true;
        Instant taken = time.instant();
        pass(0);
        done(attendance.report(with("n2", BOB)));
        pass(7_999);
        assertThat(neighbours.changed).as("nobody came, nobody went").isEmpty();
        assertThat(state(ANN).online()).isTrue();
        done(attendance.report(with("n2", BOB)));
        pass(1);
        assertThat(neighbours.changed).containsExactly(offline(ANN, taken));
        assertThat(state(BOB).online()).isTrue();
    }

    @Test
    void whoeverTakesAShardOverKnowsWhatItsOwnerAnsweredLast() {
        owner = false;
        pass(0);
        attendance.hear(online(BOB));
        attendance.learn(shard(BOB), List.of());
        attendance.learn(shard(ANN), users(ANN));
        assertThat(state(BOB).online()).as("went, unheard").isFalse();
        owner = true;
        Instant taken = time.instant();
        pass(0);
        attendance.learn(shard(BOB), users(BOB)); // too late
        pass(8_000);
        assertThat(neighbours.changed).containsExactly(offline(ANN, taken));
        assertThat(attendance.usersElsewhere()).isZero();
    }

    @Test
    void ownerNamesEverybodyOfAShardOnline() {
        done(attendance.report(with("n1", ANN)));
        assertThat(done(attendance.online(new OfShard(shard(ANN)))).users()).isEqualTo(users(ANN));
        owner = false;
        assertThatThrownBy(() -> attendance.online(new OfShard(shard(ANN))))
                .hasMessageStartingWith("UNAVAILABLE: shard");
    }

    @Test
    void whoHasLostAShardSaysNothingAboutItAndKnowsItByHearsay() {
        done(attendance.report(with("n1", ANN)));
        owner = false;
        pass(0);
        assertThatThrownBy(() -> attendance.report(with("n1", ANN))).hasMessageStartingWith("UNAVAILABLE: shard");
        pass(60_000);
        assertThat(neighbours.changed).containsExactly(online(ANN));
        assertThat(state(ANN).online()).isTrue();
        attendance.hear(offline(ANN, time.instant()));
        assertThat(state(ANN).online()).isFalse();
    }

    @Test
    void aDelayedAnnouncementIsDroppedWhenTheShardIsLost() {
        neighbours.storeAway(true);
        done(attendance.report(with("n1", ANN)));
        owner = false;
        neighbours.storeAway(false);
        pass(2_000);
        assertThat(neighbours.changed).isEmpty();
    }

    @Test
    void reportThatBringsTooManyUsersIsRefusedUntilOthersAreGone() {
        Attendance narrow = new Attendance(
                new Attendance.Setting(new PresenceConfig(8_000, 3_000, 5_000), time, 0, shard -> true),
                announcements,
                lastSeen,
                1);
        done(narrow.report(with("n1", ANN)));
        assertThat(narrow.users()).isEqualTo(1);
        assertThat(narrow.reports()).isEqualTo(1);
        assertThatThrownBy(() -> narrow.report(with("n1", BOB))).hasMessageStartingWith("UNAVAILABLE: too many users");
        done(narrow.report(with("n1", ANN)));
        done(narrow.report(without("n1", ANN)));
        time.pass(3_000);
        narrow.sweep();
        done(narrow.report(with("n1", BOB)));
        assertThat(narrow.users()).isEqualTo(1);
    }

    @Test
    void reportsOfUsersOfOtherShardsAreRefused() {
        Report wrong = new Report((shard(ANN) + 1) % 32, "n1", users(ANN));
        assertThatThrownBy(() -> attendance.report(wrong)).hasMessageStartingWith("BAD_REQUEST: users");
    }
}
