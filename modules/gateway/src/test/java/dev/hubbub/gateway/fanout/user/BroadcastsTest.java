// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.value.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each user has one socket; tasks of the timer run when the test says so. */
final class BroadcastsTest {
    private final Queue<Runnable> timer = new ArrayDeque<>();
    private final Map<UserId, UserFeed> feeds = new LinkedHashMap<>();
    private final Broadcasts broadcasts = new Broadcasts((millis, task) -> timer.add(task), feeds);

    private UserSocket follow(String user) {
        UserSocket socket = new UserSocket(user, feeds.size());
        feeds.computeIfAbsent(new UserId(user), UserFeed::new).open(socket);
        return socket;
    }

    private List<UserSocket> crowd(int size) {
        List<UserSocket> crowd = new ArrayList<>();
        for (int n = 0; n < size; n++) {
            crowd.add(follow("u" + n));
        }
        return crowd;
    }

    private void hint(String event, Hints.@Nullable Except except) {
        broadcasts.add(new Hints.ToAll(new Hints.Body(event, Map.of()), except));
    }

    private void runTimer() {
        timer.remove().run();
    }

    private void runAll() {
        while (!timer.isEmpty()) {
            runTimer();
        }
    }

    @Test
    void hintsToAllAreToldAPartAtATimeAndInOrder() {
        List<UserSocket> crowd = crowd(2 * Broadcasts.SOCKETS_A_TICK + 100);
        hint("one", Hints.Except.user(new UserId("u7")));
        hint("two", null);
        assertThat(crowd).filteredOn(socket -> socket.told.contains("one")).hasSizeBetween(499, 500);
        assertThat(broadcasts.size()).isEqualTo(2);
        UserSocket late = follow("late");
        runTimer();
        runTimer();
        assertThat(crowd).filteredOn(socket -> socket.told.contains("one")).hasSize(1_099);
        assertThat(broadcasts.size()).isEqualTo(1);
        assertThat(crowd).noneMatch(socket -> socket.told.contains("two"));
        runAll();
        assertThat(crowd.get(7).told).containsExactly("two");
        assertThat(crowd.get(8).told).containsExactly("one", "two");
        assertThat(late.told).as("came after the first").containsExactly("two");
        assertThat(broadcasts.size()).isZero();
    }

    @Test
    void hintsToAllThatCannotBeToldInTimeAreDropped() {
        List<UserSocket> crowd = crowd(Broadcasts.SOCKETS_A_TICK + 1);
        for (int n = 0; n < Broadcasts.MAX_WAITING + 5; n++) {
            hint("n" + n, null);
        }
        assertThat(broadcasts.size()).isEqualTo(Broadcasts.MAX_WAITING);
        feeds.remove(new UserId("u0"));
        runAll();
        assertThat(crowd.get(1).told).hasSize(Broadcasts.MAX_WAITING).endsWith("n15");
        assertThat(broadcasts.size()).isZero();
    }
}
