// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.lookup;
import static dev.hubbub.presence.testing.PresenceFixtures.shard;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static dev.hubbub.presence.testing.PresenceFixtures.with;
import static dev.hubbub.presence.testing.PresenceFixtures.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.OfShard;
import dev.hubbub.contract.presence.Presence.Online;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.PresenceReports.Report;
import dev.hubbub.contract.presence.UserDigest;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.presence.status.ChosenStatuses;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import dev.hubbub.presence.testing.PresenceFixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnlineUsersTest {
    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private boolean owner = true;
    private final PresencePublisher publisher = new PresencePublisher(services, clock, shard -> owner);
    private final LastSeenWriter lastSeen = new LastSeenWriter(services, clock);
    private final ChosenStatuses chosen = new ChosenStatuses(services, clock);
    private final OnlineUsers onlineUsers = new OnlineUsers(
            new OnlineSettings(8_000, 3_000, 8_000, OnlineSettings.MAX_USERS),
            clock,
            shard -> owner,
            chosen,
            new StateChanges(publisher, lastSeen));

    @BeforeEach
    void settled() {
        services.room(LOBBY, users(ANN, BOB));
        onlineUsers.sweep();
        clock.advance(8_000);
    }

    private void advance(long millis) {
        clock.advance(millis);
        onlineUsers.sweep();
        chosen.retryDue();
        publisher.retryDue();
        lastSeen.retryDue();
    }

    private State state(Caller caller) {
        return done(onlineUsers.lookup(lookup(caller))).users().get(0);
    }

    private static Hints.ToRooms online(Caller caller) {
        return PresenceFixtures.hint(new State(caller.user(), true, null), LOBBY);
    }

    private static Hints.ToRooms offline(Caller caller, Instant lastSeen) {
        return PresenceFixtures.hint(new State(caller.user(), false, lastSeen), LOBBY);
    }

    /** What the rooms are told, of which the other nodes are told the same. */
    private List<Hints.ToRooms> published() {
        assertThat(services.changed)
                .extracting(changed -> changed.user().value() + changed.online())
                .isEqualTo(services.hints.stream()
                        .map(hint -> "" + hint.hint().fields().get("user")
                                + hint.hint().fields().get("online"))
                        .toList());
        return services.hints;
    }

    @Test
    void onlineAndOfflineArePublishedAndLastSeenIsWritten() {
        assertThat(done(onlineUsers.report(with("n1", ANN))).leaseMillis()).isEqualTo(8_000);
        assertThat(state(ANN)).isEqualTo(new State(ANN.user(), true, null));
        Instant left = clock.instant();
        done(onlineUsers.report(without("n1", ANN)));
        advance(2_999);
        assertThat(published()).containsExactly(online(ANN));
        advance(1);
        assertThat(published()).containsExactly(online(ANN), offline(ANN, left));
        assertThat(services.lastSeen(ANN.user())).isEqualTo(left);
        assertThat(state(ANN).online()).isFalse();
    }

    @Test
    void shortAbsenceWithinTheGraceIsNotPublished() {
        done(onlineUsers.report(with("n1", ANN)));
        done(onlineUsers.report(without("n1", ANN)));
        advance(2_000);
        done(onlineUsers.report(with("n2", ANN)));
        advance(5_000);
        assertThat(published()).containsExactly(online(ANN));
        assertThat(services.lastSeen(ANN.user())).isNull();
    }

    @Test
    void unavailableStoreDelaysOnlyUsersWithoutCachedRooms() {
        done(onlineUsers.report(with("n1", ANN)));
        services.storeUnavailable(true);
        done(onlineUsers.report(without("n1", ANN)));
        done(onlineUsers.report(with("n1", BOB)));
        Instant left = clock.instant();
        advance(3_000);
        assertThat(published()).as("to the cached rooms").containsExactly(online(ANN), offline(ANN, left));
        assertThat(state(ANN)).isEqualTo(new State(ANN.user(), false, left));
        assertThat(state(BOB).online()).isTrue();
        services.storeUnavailable(false);
        advance(2_000);
        assertThat(published()).containsExactly(online(ANN), offline(ANN, left), online(BOB));
        assertThat(services.lastSeen(ANN.user())).isEqualTo(left);
    }

    @Test
    void newOwnerDeclaresUsersOfADeadOwnerOffline() {
        owner = false;
        advance(0);
        onlineUsers.applyChange(new Changed(ANN.user(), true));
        onlineUsers.applyChange(new Changed(BOB.user(), true));
        assertThat(state(ANN).online()).as("from published events").isTrue();
        owner = true;
        Instant taken = clock.instant();
        advance(0);
        done(onlineUsers.report(with("n2", BOB)));
        advance(7_999);
        assertThat(published()).as("no change of ann or bob").isEmpty();
        assertThat(state(ANN).online()).isTrue();
        done(onlineUsers.report(with("n2", BOB)));
        advance(1);
        assertThat(published()).containsExactly(offline(ANN, taken));
        assertThat(state(BOB).online()).isTrue();
    }

    @Test
    void newOwnerStartsWithTheLastAnswerOfTheOldOwner() {
        owner = false;
        advance(0);
        onlineUsers.applyChange(new Changed(BOB.user(), true));
        onlineUsers.updateRemoteShard(shard(BOB), new Online(List.of()));
        onlineUsers.updateRemoteShard(shard(ANN), new Online(users(ANN)));
        assertThat(state(BOB).online()).as("the event was lost").isFalse();
        owner = true;
        Instant taken = clock.instant();
        advance(0);
        onlineUsers.updateRemoteShard(shard(BOB), new Online(users(BOB))); // too late
        advance(8_000);
        assertThat(published()).containsExactly(offline(ANN, taken));
        assertThat(onlineUsers.usersOfOtherNodes()).isZero();
    }

    @Test
    void ownerListsOnlineUsersOfAShard() {
        done(onlineUsers.report(with("n1", ANN)));
        assertThat(done(onlineUsers.online(new OfShard(shard(ANN), null))).users())
                .isEqualTo(users(ANN));
        owner = false;
        assertThatThrownBy(() -> onlineUsers.online(new OfShard(shard(ANN), null)))
                .hasMessageStartingWith("UNAVAILABLE: shard");
    }

    @Test
    void formerOwnerPublishesNothingAndFollowsEvents() {
        done(onlineUsers.report(with("n1", ANN)));
        owner = false;
        advance(0);
        assertThatThrownBy(() -> onlineUsers.report(with("n1", ANN))).hasMessageStartingWith("UNAVAILABLE: shard");
        advance(60_000);
        assertThat(published()).containsExactly(online(ANN));
        assertThat(state(ANN).online()).isTrue();
        onlineUsers.applyChange(new Changed(ANN.user(), false));
        assertThat(state(ANN).online()).isFalse();
    }

    @Test
    void delayedEventIsDroppedWhenTheShardIsLost() {
        services.storeUnavailable(true);
        done(onlineUsers.report(with("n1", ANN)));
        owner = false;
        services.storeUnavailable(false);
        advance(2_000);
        assertThat(published()).isEmpty();
    }

    @Test
    void reportWithTooManyUsersIsRefusedUntilOthersAreOffline() {
        OnlineUsers small = new OnlineUsers(
                new OnlineSettings(8_000, 3_000, 0, 1),
                clock,
                shard -> true,
                new ChosenStatuses(services, clock),
                new StateChanges(publisher, lastSeen));
        done(small.report(with("n1", ANN)));
        assertThat(small.users()).isEqualTo(1);
        assertThat(small.reports()).isEqualTo(1);
        assertThatThrownBy(() -> small.report(with("n1", BOB))).hasMessageStartingWith("UNAVAILABLE: too many users");
        done(small.report(with("n1", ANN)));
        done(small.report(without("n1", ANN)));
        clock.advance(3_000);
        small.sweep();
        done(small.report(with("n1", BOB)));
        assertThat(small.users()).isEqualTo(1);
    }

    @Test
    void reportWithUsersOfAnotherShardIsRefused() {
        Report wrong = new Report((shard(ANN) + 1) % 32, "n1", users(ANN));
        assertThatThrownBy(() -> onlineUsers.report(wrong)).hasMessageStartingWith("BAD_REQUEST: users");
    }

    @Test
    void ownerDoesNotListUsersThatTheAskerKnows() {
        done(onlineUsers.report(with("n1", ANN)));
        String digest = UserDigest.of(users(ANN));
        assertThat(done(onlineUsers.online(new OfShard(shard(ANN), digest)))).isEqualTo(new Online(List.of(), true));
        done(onlineUsers.report(without("n1", ANN)));
        advance(3_000);
        assertThat(done(onlineUsers.online(new OfShard(shard(ANN), digest)))).isEqualTo(new Online(List.of()));
    }
}
