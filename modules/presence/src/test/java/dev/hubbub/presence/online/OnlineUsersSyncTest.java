// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.lookup;
import static dev.hubbub.presence.testing.PresenceFixtures.shard;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.presence.status.ChosenStatuses;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnlineUsersSyncTest {
    private static final int OWNED = 7;

    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final OnlineUsers onlineUsers = new OnlineUsers(
            new OnlineSettings(8_000, 3_000, 8_000, OnlineSettings.MAX_USERS),
            clock,
            shard -> shard == OWNED,
            new ChosenStatuses(services, clock),
            new StateChanges(
                    new PresencePublisher(services, clock, shard -> true), new LastSeenWriter(services, clock)));
    private final OnlineUsersSync sync = new OnlineUsersSync(services, clock, shard -> shard == OWNED, onlineUsers);

    private void advance(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(1_000);
            sync.syncDue();
        }
    }

    private void allShardsAnswer() {
        IntStream.range(0, Shard.COUNT).forEach(shard -> services.onlineByShard.put(shard, List.of()));
    }

    private static List<Integer> remoteShards() {
        return IntStream.range(0, Shard.COUNT)
                .boxed()
                .filter(shard -> shard != OWNED)
                .toList();
    }

    @Test
    void newNodeLearnsAtOnceWhichUsersAreOnline() {
        services.onlineByShard.put(shard(ANN), users(ANN));
        sync.syncAll();
        assertThat(services.askedShards).containsExactlyInAnyOrderElementsOf(remoteShards());
        assertThat(done(onlineUsers.lookup(lookup(ANN))).users().get(0).online())
                .isTrue();
    }

    @Test
    void everyRemoteShardIsAskedAgainEachRound() {
        allShardsAnswer();
        sync.syncAll();
        services.askedShards.clear();
        advance(Shard.COUNT);
        assertThat(services.askedShards).containsExactlyInAnyOrderElementsOf(remoteShards());
        services.onlineByShard.put(shard(ANN), users(ANN));
        advance(Shard.COUNT);
        assertThat(done(onlineUsers.lookup(lookup(ANN))).users().get(0).online())
                .isTrue();
    }

    @Test
    void shardsThatDidNotAnswerComeFirst() {
        allShardsAnswer();
        services.onlineByShard.remove(20);
        sync.syncAll();
        services.askedShards.clear();
        advance(2);
        services.onlineByShard.put(20, List.of());
        advance(2);
        assertThat(services.askedShards.subList(0, 3)).containsOnly(20);
        assertThat(services.askedShards.get(3)).isEqualTo(21);
    }

    @Test
    void usersThatAreKnownHereAreNotSentAgain() {
        allShardsAnswer();
        services.onlineByShard.put(shard(ANN), users(ANN));
        sync.syncAll();
        services.unchangedAnswers = 0;
        advance(Shard.COUNT);
        assertThat(services.unchangedAnswers).isEqualTo(Shard.COUNT - 1);
        assertThat(done(onlineUsers.lookup(lookup(ANN))).users().get(0).online())
                .isTrue();
    }

    @Test
    void lostEventIsMadeUpForInTheNextRound() {
        allShardsAnswer();
        sync.syncAll();
        onlineUsers.applyChange(new Changed(ANN.user(), true)); // the event that ann left is lost
        advance(Shard.COUNT);
        assertThat(done(onlineUsers.lookup(lookup(ANN))).users().get(0).online())
                .isFalse();
    }
}
