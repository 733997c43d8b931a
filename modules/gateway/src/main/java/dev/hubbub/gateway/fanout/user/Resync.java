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
    static final long TICK_MILLIS = 100;

    private final Pace pace;
    private final Consumer<UserId> teller;
    private final Set<UserId> due = new LinkedHashSet<>();
    private boolean ticking;

    /** Runs tasks later. */
    @FunctionalInterface
    interface Timer {
        void after(long millis, Runnable task);
    }

    /**
     * When it works.
     *
     * @param pauseMillis how long more reasons are waited for
     */
    record Pace(long pauseMillis, Timer timer) {}

    Resync(Pace pace, Consumer<UserId> teller) {
        this.pace = pace;
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
            pace.timer().after(pace.pauseMillis(), this::tick);
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
            pace.timer().after(TICK_MILLIS, this::tick);
        }
    }
}
