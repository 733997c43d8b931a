// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.load;

import dev.hubbub.contract.error.HubException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides which requests a queue takes: those that it will answer in time, as fast as it was served lately. While that
 * is not known it takes all. It counts the requests itself. Not for several threads.
 */
public final class AdmissionControl {
    /** What would wait longer is refused at once: well below the time that callers wait. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /** What has waited longer, since the queue became slower meanwhile, is refused instead of being begun. */
    public static final Duration MAX_AGE = Duration.ofSeconds(3);

    /** So many requests are always taken, or a queue that stood still would never be seen to go on. */
    static final int ALWAYS = ServiceRate.MANY;

    private static final double MOST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Duration LEAST_RETRY = Duration.ofSeconds(1);
    private static final Duration MOST_RETRY = Duration.ofSeconds(5);

    private final LongSupplier nanoClock;
    private final ServiceRate rate = new ServiceRate();
    private int waiting;

    public AdmissionControl(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** The time, in nanoseconds. */
    public long now() {
        return nanoClock.getAsLong();
    }

    /** A request was taken. */
    public void arrived() {
        waiting++;
        rate.changed(now(), waiting, false);
    }

    /** @param served whether it was carried out or refused for its content, rather than given up */
    public void left(boolean served) {
        waiting--;
        rate.changed(now(), waiting, served);
    }

    /** How many requests were taken and have not left. */
    public int waiting() {
        return waiting;
    }

    /** How long those that wait will wait, up to a minute; zero while that is not known. */
    public Duration estimatedWait() {
        return estimatedWait(waiting);
    }

    private Duration estimatedWait(int requests) {
        return Duration.ofNanos((long) Math.min(MOST_NANOS, rate.nanosFor(now(), requests)));
    }

    /** Why one more request is not taken, where all that wait are served before it. */
    public Optional<HubException> refusal() {
        return refusal(waiting);
    }

    /**
     * Why one more request is not taken.
     *
     * @param ahead how many of those that wait are served before it
     */
    public Optional<HubException> refusal(int ahead) {
        if (waiting < ALWAYS) {
            return Optional.empty();
        }
        Duration wait = estimatedWait(ahead);
        return wait.compareTo(MAX_WAIT) <= 0
                ? Optional.empty()
                : Optional.of(tooMany(
                        "the answer would take " + seconds(wait) + " (expected: at most " + seconds(MAX_WAIT) + ")"));
    }

    /** Why a request that was taken at this time is not begun any more. */
    public Optional<HubException> refusalIfLate(long arrivedAt) {
        return now() - arrivedAt <= MAX_AGE.toNanos()
                ? Optional.empty()
                : Optional.of(tooMany("it waited for more than " + seconds(MAX_AGE)));
    }

    /** Refuses a request that was not begun, until those that wait now are answered. */
    public HubException tooMany(String text) {
        Duration wait = estimatedWait();
        Duration retry = wait.compareTo(LEAST_RETRY) < 0 ? LEAST_RETRY : wait;
        return HubException.tooMany("busy: " + text, retry.compareTo(MOST_RETRY) > 0 ? MOST_RETRY : retry);
    }

    private static String seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds() + " s";
    }
}
