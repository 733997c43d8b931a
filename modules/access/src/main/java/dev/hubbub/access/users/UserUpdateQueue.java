// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Runs the enable and disable requests of each user in order. Each gets a later time than all earlier ones, so that a
 * delayed write of an earlier request changes nothing. A request is dropped when its caller has timed out.
 */
public final class UserUpdateQueue {
    private static final int MAX_PENDING = RoomQueues.MAX_OVERALL;
    private static final long TIMEOUT_NANOS = Bus.TIMEOUT.minusSeconds(1).toNanos();

    private final UserRecordClient users;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Map<UserId, Future<?>> last = new HashMap<>();
    private Instant newest = Instant.EPOCH;
    private int pending;

    public UserUpdateQueue(UserRecordClient users, InstantSource clock, LongSupplier nanoClock) {
        this.users = users;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /** How many requests are pending. */
    public int pending() {
        return pending;
    }

    /** @param store stores the update with the given time */
    <T> Future<T> enqueue(UserId user, Function<Instant, Future<T>> store) {
        if (pending >= MAX_PENDING) {
            return Future.failedFuture(
                    new HubException(ErrorCode.UNAVAILABLE, "too many decisions at a time, try again"));
        }
        long since = nanoClock.getAsLong();
        pending++;
        Future<T> update = last.getOrDefault(user, Future.succeededFuture())
                .transform(ended -> isTimedOut(since) ? timedOut() : nextTime(user))
                .compose(at -> isTimedOut(since) ? timedOut() : store.apply(at));
        last.put(user, update);
        return update.onComplete(either -> {
            pending--;
            last.remove(user, update);
        });
    }

    private boolean isTimedOut(long since) {
        return nanoClock.getAsLong() - since > TIMEOUT_NANOS;
    }

    private static <T> Future<T> timedOut() {
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "it took too long, try again"));
    }

    private Future<Instant> nextTime(UserId user) {
        Instant now = nextTime();
        return users.get(UserRecords.get(UserRecords.STATUS, List.of(user))).map(found -> found.records().stream()
                .flatMap(stored -> UserRecords.STATUS.readIfValid(stored).stream())
                .map(known -> known.at().plusMillis(1))
                .filter(next -> next.isAfter(now))
                .findFirst()
                .orElse(now));
    }

    /** Returns a later time than every call before, also when the clock is set back. */
    private Instant nextTime() {
        Instant now = now(clock);
        newest = now.isAfter(newest) ? now : newest.plusMillis(1);
        return newest;
    }

    /** The current time in milliseconds, as the store keeps it. */
    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
