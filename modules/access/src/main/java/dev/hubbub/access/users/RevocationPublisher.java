// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import dev.hubbub.contract.rooms.Access.Revoked;
import dev.hubbub.contract.value.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Publishes each revocation several times: the bus may lose an event, and a login may be in progress. */
public final class RevocationPublisher {
    /** The first event follows the reply, so that a user who logs itself out receives the reply. */
    private static final List<Long> DELAYS_MILLIS = List.of(1L, 400L, 800L, 1_400L);

    private static final int MAX_REPEATING = 10_000;

    private final BiConsumer<Long, Runnable> timer;
    private final Consumer<Revoked> publish;
    private final Map<UserId, Revoked> repeating = new HashMap<>();

    /** @param timer runs a task after a number of milliseconds */
    public RevocationPublisher(BiConsumer<Long, Runnable> timer, Consumer<Revoked> publish) {
        this.timer = timer;
        this.publish = publish;
    }

    /** How many users have a revocation in repetition. Any thread may call it. */
    public int repeating() {
        return repeating.size();
    }

    /** Replaces an earlier revocation of this user. Publishes it only once when too many users are repeating. */
    void start(Revoked revoked) {
        if (!repeating.containsKey(revoked.user()) && repeating.size() >= MAX_REPEATING) {
            publish.accept(revoked);
            return;
        }
        repeating.put(revoked.user(), revoked);
        DELAYS_MILLIS.forEach(delay -> timer.accept(delay, () -> publishIfCurrent(revoked)));
        timer.accept(DELAYS_MILLIS.get(DELAYS_MILLIS.size() - 1) + 1, () -> repeating.remove(revoked.user(), revoked));
    }

    /** Stops the repetition. */
    void stop(UserId user) {
        repeating.remove(user);
    }

    private void publishIfCurrent(Revoked revoked) {
        if (revoked.equals(repeating.get(revoked.user()))) {
            publish.accept(revoked);
        }
    }
}
