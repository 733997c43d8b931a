// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.activity;

import dev.hubbub.contract.value.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When the users who have sockets on this node made their last request, over any of them. A user who made none for some
 * time is idle, until the next one. Safe for use by several threads.
 */
public final class UserActivity {
    private final LongSupplier nanos;
    private final Consumer<UserId> changed;
    private final Map<UserId, LastRequest> users = new ConcurrentHashMap<>();
    private volatile long idleNanos;

    private static final class LastRequest {
        private volatile long at;
        private volatile boolean idle;

        LastRequest(long at) {
            this.at = at;
        }
    }

    /** @param changed told of each user who becomes idle or active */
    public UserActivity(LongSupplier nanos, Consumer<UserId> changed) {
        this.nanos = nanos;
        this.changed = changed;
    }

    /** @param millis after how long without a request users are idle; null: never */
    public void idleAfter(@Nullable Long millis) {
        idleNanos = millis == null ? 0 : TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** A socket of the user opened, which is activity. */
    public void connected(UserId user) {
        users.computeIfAbsent(user, first -> new LastRequest(nanos.getAsLong()));
        active(user);
    }

    /** The user made a request. */
    public void active(UserId user) {
        LastRequest last = users.get(user);
        if (last != null) {
            last.at = nanos.getAsLong();
            setIdle(user, last, false);
        }
    }

    private void setIdle(UserId user, LastRequest last, boolean idle) {
        if (last.idle != idle) {
            last.idle = idle;
            changed.accept(user);
        }
    }

    /** To be called by one thread, once in a while: forgets who has no socket. */
    public void forget(Predicate<UserId> isConnected) {
        users.keySet().removeIf(isConnected.negate());
    }

    /** To be called about once a second by one thread: notices who is idle. */
    public void sweep() {
        long limit = idleNanos;
        long now = nanos.getAsLong();
        users.forEach((user, last) -> setIdle(user, last, limit > 0 && now - last.at >= limit));
    }

    /** Those of the users who are idle. */
    public List<UserId> idleOf(Collection<UserId> some) {
        return some.stream().filter(this::isIdle).toList();
    }

    private boolean isIdle(UserId user) {
        LastRequest last = users.get(user);
        return last != null && last.idle;
    }

    /** How many users are known. */
    public int size() {
        return users.size();
    }
}
