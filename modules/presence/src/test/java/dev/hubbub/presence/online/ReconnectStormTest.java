// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.presence.PresenceReports.Report;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.status.ChosenStatuses;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Five thousand users of one room whose sockets break; leases of 5 s and no grace, so that each break counts. */
class ReconnectStormTest {
    private static final int USERS = 5_000;

    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final ChosenStatuses chosen = new ChosenStatuses(services, clock);
    private final PresencePublisher publisher = new PresencePublisher(services, clock, shard -> true);
    private final Map<Integer, List<UserId>> users = IntStream.range(0, USERS)
            .mapToObj(n -> new UserId("user" + n))
            .collect(Collectors.groupingBy(user -> Shard.of(user.value())));

    private final Map<String, Long> toldAt = new HashMap<>();
    private final Map<String, Object> told = new HashMap<>();

    private OnlineUsers onlineUsers(int graceMillis) {
        return new OnlineUsers(
                new OnlineSettings(5_000, graceMillis, 0, OnlineSettings.MAX_USERS),
                clock,
                shard -> true,
                chosen,
                new StateChanges(publisher, new LastSeenWriter(services, clock)));
    }

    @BeforeEach
    void room() {
        List<UserId> all = new ArrayList<>();
        users.values().forEach(all::addAll);
        services.room(LOBBY, all);
    }

    private void connect(OnlineUsers online, String node) {
        users.forEach((shard, some) -> done(online.report(new Report(shard, node, some))));
    }

    private void leave(OnlineUsers online, String node) {
        users.forEach((shard, some) -> done(online.report(new Report(shard, node, List.of()))));
        online.sweep();
    }

    @Test
    void reconnectWithinTheGraceIsNoEvent() {
        OnlineUsers online = onlineUsers(3_000);
        connect(online, "n1");
        assertThat(services.hints).hasSize(USERS);
        services.hints.clear();
        leave(online, "n1");
        clock.advance(2_900);
        online.sweep();
        connect(online, "n2");
        assertThat(services.hints).isEmpty();
        assertThat(services.statusReads).as("one read for many users").hasSizeLessThan(2 * Shard.COUNT);
    }

    @Test
    void eachUserIsToldOnceASecondAndAtLastAsItIs() {
        OnlineUsers online = onlineUsers(0);
        for (int n = 0; n < 15; n++) { // three seconds, in which all come and go five times a second
            connect(online, "n1");
            pass(100);
            leave(online, "n1");
            pass(100);
        }
        pass(PresencePublisher.REST_MILLIS);
        assertThat(told).hasSize(USERS).doesNotContainValue(true);
        assertThat(publisher.waiting()).isZero();
    }

    private void pass(long millis) {
        noteEvents();
        clock.advance(millis);
        publisher.retryDue();
        noteEvents();
    }

    /** Every event is at least a second after the one before it of the same user. */
    private void noteEvents() {
        long now = clock.millis();
        for (Hints.ToRooms hint : services.hints) {
            String user = String.valueOf(hint.hint().fields().get("user"));
            Long before = toldAt.put(user, now);
            assertThat(before == null || now - before >= PresencePublisher.REST_MILLIS)
                    .as("told at %s and %s", before, now)
                    .isTrue();
            told.put(user, hint.hint().fields().get("online"));
        }
        services.hints.clear();
    }
}
