// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.rooms.Access.Revoked;
import dev.hubbub.contract.value.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Says several times that a user was logged out or disabled: the bus may lose a word, and a login may be under way. */
final class Revocations {
    /** When, in milliseconds. The first time is after the reply, so that who logs itself out hears of it. */
    private static final List<Long> TIMES = List.of(1L, 400L, 800L, 1_400L);

    private static final int MAX_REPEATED = 10_000;

    private final BiConsumer<Long, Runnable> timer;
    private final Consumer<Revoked> announce;
    private final Map<UserId, Revoked> repeated = new HashMap<>();

    /** @param timer runs something after so many milliseconds */
    Revocations(BiConsumer<Long, Runnable> timer, Consumer<Revoked> announce) {
        this.timer = timer;
        this.announce = announce;
    }

    /** How many users it is said of again and again; from any thread. */
    int repeated() {
        return repeated.size();
    }

    /** Says it, in place of what was said of the user before. In a flood once only. */
    void begin(Revoked revoked) {
        if (!repeated.containsKey(revoked.user()) && repeated.size() >= MAX_REPEATED) {
            announce.accept(revoked);
            return;
        }
        repeated.put(revoked.user(), revoked);
        TIMES.forEach(time -> timer.accept(time, () -> say(revoked)));
        timer.accept(TIMES.get(TIMES.size() - 1) + 1, () -> repeated.remove(revoked.user(), revoked));
    }

    /** Says it no more. */
    void end(UserId user) {
        repeated.remove(user);
    }

    private void say(Revoked revoked) {
        if (revoked.equals(repeated.get(revoked.user()))) {
            announce.accept(revoked);
        }
    }
}
