// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import dev.hubbub.contract.rooms.Access.Revoked;
import dev.hubbub.contract.value.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Says several times that a user was logged out or disabled: the bus may lose a word, and a login may be under way. */
public final class RevocationPublisher {
    /** When, in milliseconds. The first time is after the reply, so that who logs itself out hears of it. */
    private static final List<Long> DELAYS_MILLIS = List.of(1L, 400L, 800L, 1_400L);

    private static final int MAX_REPEATING = 10_000;

    private final BiConsumer<Long, Runnable> timer;
    private final Consumer<Revoked> publish;
    private final Map<UserId, Revoked> repeating = new HashMap<>();

    /** @param timer runs something after so many milliseconds */
    public RevocationPublisher(BiConsumer<Long, Runnable> timer, Consumer<Revoked> publish) {
        this.timer = timer;
        this.publish = publish;
    }

    /** How many users it is said of again and again; from any thread. */
    public int repeating() {
        return repeating.size();
    }

    /** Says it, in place of what was said of the user before. In a flood once only. */
    void start(Revoked revoked) {
        if (!repeating.containsKey(revoked.user()) && repeating.size() >= MAX_REPEATING) {
            publish.accept(revoked);
            return;
        }
        repeating.put(revoked.user(), revoked);
        DELAYS_MILLIS.forEach(delay -> timer.accept(delay, () -> publishIfCurrent(revoked)));
        timer.accept(DELAYS_MILLIS.get(DELAYS_MILLIS.size() - 1) + 1, () -> repeating.remove(revoked.user(), revoked));
    }

    /** Says it no more. */
    void stop(UserId user) {
        repeating.remove(user);
    }

    private void publishIfCurrent(Revoked revoked) {
        if (revoked.equals(repeating.get(revoked.user()))) {
            publish.accept(revoked);
        }
    }
}
