// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ann comes, and becomes invisible or goes; bob is in the same room. */
class BlockedFollowersTest {
    private static final State ONLINE = new State(ANN.user(), true, null);
    private static final State OFFLINE = new State(ANN.user(), false, Instant.EPOCH);
    private static final Changed CAME = new Changed(ANN.user(), true);
    private static final Changed LEFT = new Changed(ANN.user(), false);
    private static final Changed HID = new Changed(ANN.user(), true, PresenceStatus.INVISIBLE, null);

    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final PresencePublisher publisher = new PresencePublisher(services, clock, shard -> true);

    @BeforeEach
    void room() {
        services.room(LOBBY, users(ANN, BOB));
    }

    private void publish(State state, Changed changed) {
        publisher.publish(state, changed);
        clock.advance(PresencePublisher.REST_MILLIS);
        publisher.retryDue();
    }

    private List<Hints.@Nullable Except> exceptions() {
        return services.hints.stream().map(Hints.ToRooms::except).toList();
    }

    @Test
    void whoIsBlockedIsToldNothing() {
        services.blocked.put(ANN.user(), Set.of(BOB.user()));
        publish(ONLINE, CAME);
        publish(OFFLINE, HID);
        publish(OFFLINE, LEFT);
        Hints.Except bob = Hints.Except.user(BOB.user());
        assertThat(exceptions()).containsExactly(bob, Hints.Except.users(users(ANN, BOB)), bob);
    }

    @Test
    void whoIsBlockedNoMoreIsToldAgain() {
        services.blocked.put(ANN.user(), Set.of(BOB.user()));
        publish(ONLINE, CAME);
        services.blocked.clear();
        publish(OFFLINE, LEFT);
        assertThat(exceptions()).containsExactly(Hints.Except.user(BOB.user()), null);
    }

    @Test
    void whoBlocksIsToldOfThoseWhomItBlocks() {
        services.blocked.put(BOB.user(), Set.of(ANN.user()));
        publish(ONLINE, CAME);
        assertThat(exceptions()).containsExactly((Hints.Except) null);
    }

    @Test
    void blocksAreRememberedWhileTheStoreIsAway() {
        services.blocked.put(ANN.user(), Set.of(BOB.user()));
        publish(ONLINE, CAME);
        services.storeUnavailable(true);
        publish(OFFLINE, LEFT);
        assertThat(exceptions()).hasSize(2).containsOnly(Hints.Except.user(BOB.user()));
    }

    @Test
    void userWhoBlocksAsManyAsThereMayBeIsShownAsOthers() {
        Set<UserId> blocked = IntStream.range(0, Blocks.MAX_BLOCKED)
                .mapToObj(number -> new UserId("user-" + number))
                .collect(Collectors.toSet());
        services.blocked.put(ANN.user(), blocked);
        publish(ONLINE, CAME);
        publish(OFFLINE, HID);
        assertThat(exceptions()).first().isEqualTo(Hints.Except.users(blocked));
        assertThat(exceptions()).last().satisfies(except -> assertThat(except.users())
                .hasSize(Hints.MAX_RECIPIENTS)
                .contains(ANN.user()));
    }
}
