// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.GetUsers;
import dev.hubbub.contract.messages.MessageLog.UserRecord;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Decides about a user one thing after the other, in the order asked, each later than all before it: a write of an
 * earlier decision that comes late changes nothing. What nobody waits for any more is not decided.
 */
final class Decisions {
    private static final int MAX_PENDING = RoomTurns.MAX_OVERALL;
    private static final long PATIENCE_NANOS = Bus.TIMEOUT.minusSeconds(1).toNanos();

    private final UserLog log;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Map<UserId, Future<?>> last = new HashMap<>();
    private Instant newest = Instant.EPOCH;
    private int pending;

    Decisions(UserLog log, InstantSource clock, LongSupplier nanoClock) {
        this.log = log;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /** How many decisions were asked for and are not made. */
    int pending() {
        return pending;
    }

    /** @param store writes the decision, which was made at the given time */
    <T> Future<T> decide(UserId user, Function<Instant, Future<T>> store) {
        if (pending >= MAX_PENDING) {
            return Future.failedFuture(
                    new HubException(ErrorCode.UNAVAILABLE, "too many decisions at a time, try again"));
        }
        long since = nanoClock.getAsLong();
        pending++;
        Future<T> decision = last.getOrDefault(user, Future.succeededFuture())
                .transform(ended -> isLate(since) ? late() : at(user))
                .compose(at -> isLate(since) ? late() : store.apply(at));
        last.put(user, decision);
        return decision.onComplete(either -> {
            pending--;
            last.remove(user, decision);
        });
    }

    private boolean isLate(long since) {
        return nanoClock.getAsLong() - since > PATIENCE_NANOS;
    }

    private static <T> Future<T> late() {
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "it took too long, try again"));
    }

    private Future<Instant> at(UserId user) {
        Instant now = later();
        return log.recall(new GetUsers(List.of(user))).map(people -> people.users().stream()
                .map(UserRecord::decidedAt)
                .filter(Objects::nonNull)
                .map(known -> known.plusMillis(1))
                .filter(next -> next.isAfter(now))
                .findFirst()
                .orElse(now));
    }

    /** Later than any time that was given out before, also when the clock is set back. */
    private Instant later() {
        Instant now = now(clock);
        newest = now.isAfter(newest) ? now : newest.plusMillis(1);
        return newest;
    }

    /** As the store keeps it. */
    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
