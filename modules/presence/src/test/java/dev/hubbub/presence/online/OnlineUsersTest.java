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

import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.OfShard;
import dev.hubbub.contract.presence.Presence.Report;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
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
    private final OnlineUsers onlineUsers = new OnlineUsers(
            new OnlineSettings(8_000, 3_000, 8_000, OnlineSettings.MAX_USERS),
            clock,
            shard -> owner,
            publisher,
            lastSeen);

    @BeforeEach
    void settled() {
        services.room(LOBBY, users(ANN, BOB));
        onlineUsers.sweep();
        clock.advance(8_000);
    }

    private void advance(long millis) {
        clock.advance(millis);
        onlineUsers.sweep();
        publisher.retryDue();
        lastSeen.retryDue();
    }

    private State state(Caller caller) {
        return done(onlineUsers.lookup(lookup(caller))).users().get(0);
    }

    private static Changed online(Caller caller) {
        return new Changed(caller.user(), true, null, List.of(LOBBY));
    }

    private static Changed offline(Caller caller, Instant lastSeen) {
        return new Changed(caller.user(), false, lastSeen, List.of(LOBBY));
    }

    @Test
    void onlineAndOfflineArePublishedAndLastSeenIsWritten() {
        assertThat(done(onlineUsers.report(with("n1", ANN))).leaseMillis()).isEqualTo(8_000);
        assertThat(state(ANN)).isEqualTo(new State(ANN.user(), true, null));
        Instant left = clock.instant();
        done(onlineUsers.report(without("n1", ANN)));
        advance(2_999);
        assertThat(services.changed).containsExactly(online(ANN));
        advance(1);
        assertThat(services.changed).containsExactly(online(ANN), offline(ANN, left));
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
        assertThat(services.changed).containsExactly(online(ANN));
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
        assertThat(services.changed).as("to the cached rooms").containsExactly(online(ANN), offline(ANN, left));
        assertThat(state(ANN)).isEqualTo(new State(ANN.user(), false, left));
        assertThat(state(BOB).online()).isTrue();
        services.storeUnavailable(false);
        advance(2_000);
        assertThat(services.changed).containsExactly(online(ANN), offline(ANN, left), online(BOB));
        assertThat(services.lastSeen(ANN.user())).isEqualTo(left);
    }

    @Test
    void newOwnerDeclaresUsersOfADeadOwnerOffline() {
        owner = false;
        advance(0);
        onlineUsers.applyChange(online(ANN));
        onlineUsers.applyChange(online(BOB));
        assertThat(state(ANN).online()).as("from published events").isTrue();
        owner = true;
        Instant taken = clock.instant();
        advance(0);
        done(onlineUsers.report(with("n2", BOB)));
        advance(7_999);
        assertThat(services.changed).as("no change of ann or bob").isEmpty();
        assertThat(state(ANN).online()).isTrue();
        done(onlineUsers.report(with("n2", BOB)));
        advance(1);
        assertThat(services.changed).containsExactly(offline(ANN, taken));
        assertThat(state(BOB).online()).isTrue();
    }

    @Test
    void newOwnerStartsWithTheLastAnswerOfTheOldOwner() {
        owner = false;
        advance(0);
        onlineUsers.applyChange(online(BOB));
        onlineUsers.updateRemoteShard(shard(BOB), List.of());
        onlineUsers.updateRemoteShard(shard(ANN), users(ANN));
        assertThat(state(BOB).online()).as("the event was lost").isFalse();
        owner = true;
        Instant taken = clock.instant();
        advance(0);
        onlineUsers.updateRemoteShard(shard(BOB), users(BOB)); // too late
        advance(8_000);
        assertThat(services.changed).containsExactly(offline(ANN, taken));
        assertThat(onlineUsers.usersOfOtherNodes()).isZero();
    }

    @Test
    void ownerListsOnlineUsersOfAShard() {
        done(onlineUsers.report(with("n1", ANN)));
        assertThat(done(onlineUsers.online(new OfShard(shard(ANN)))).users()).isEqualTo(users(ANN));
        owner = false;
        assertThatThrownBy(() -> onlineUsers.online(new OfShard(shard(ANN))))
                .hasMessageStartingWith("UNAVAILABLE: shard");
    }

    @Test
    void formerOwnerPublishesNothingAndFollowsEvents() {
        done(onlineUsers.report(with("n1", ANN)));
        owner = false;
        advance(0);
        assertThatThrownBy(() -> onlineUsers.report(with("n1", ANN))).hasMessageStartingWith("UNAVAILABLE: shard");
        advance(60_000);
        assertThat(services.changed).containsExactly(online(ANN));
        assertThat(state(ANN).online()).isTrue();
        onlineUsers.applyChange(offline(ANN, clock.instant()));
        assertThat(state(ANN).online()).isFalse();
    }

    @Test
    void delayedEventIsDroppedWhenTheShardIsLost() {
        services.storeUnavailable(true);
        done(onlineUsers.report(with("n1", ANN)));
        owner = false;
        services.storeUnavailable(false);
        advance(2_000);
        assertThat(services.changed).isEmpty();
    }

    @Test
    void reportWithTooManyUsersIsRefusedUntilOthersAreOffline() {
        OnlineUsers small =
                new OnlineUsers(new OnlineSettings(8_000, 3_000, 0, 1), clock, shard -> true, publisher, lastSeen);
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
}
