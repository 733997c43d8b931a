// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.value.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Users who are to be told that they may have missed something: each once, after a pause in which more reasons may come,
 * and few at a time, because each of them asks for the list of rooms then.
 */
final class Resync {
    static final int MAX_AT_A_TIME = 100;
    static final long PAUSE_MILLIS = 1_000;
    static final long TICK_MILLIS = 100;

    private final Timer timer;
    private final Consumer<UserId> teller;
    private final Set<UserId> due = new LinkedHashSet<>();
    private boolean ticking;

    /** Runs tasks later. */
    @FunctionalInterface
    interface Timer {
        void after(long millis, Runnable task);
    }

    Resync(Timer timer, Consumer<UserId> teller) {
        this.timer = timer;
        this.teller = teller;
    }

    /** How many users are to be told. */
    int size() {
        return due.size();
    }

    void add(UserId user) {
        due.add(user);
        if (!ticking) {
            ticking = true;
            timer.after(PAUSE_MILLIS, this::tick);
        }
    }

    void remove(UserId user) {
        due.remove(user);
    }

    private void tick() {
        List<UserId> next = due.stream().limit(MAX_AT_A_TIME).toList();
        next.forEach(due::remove);
        next.forEach(teller);
        ticking = !due.isEmpty();
        if (ticking) {
            timer.after(TICK_MILLIS, this::tick);
        }
    }
}
