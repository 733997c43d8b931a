// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.gateway.config.LimitsConfig.FramesPerSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What the frames of one session may cost: a bucket of tokens, small until the login. Belongs to one event loop, and is kept
 * small itself, since each session has one.
 */
public final class FrameBudget {
    /** A frame costs one token, and one more for so many bytes. */
    static final int BYTES = 1_024;

    /** Before the login there is little to say: a token, and pings. */
    static final Rate STRANGER = Rate.perSecond(5, 50);

    /** At the login, for what a client does first; who comes back again and again must not get a whole burst each time. */
    static final int FIRST = 300;

    private static final double NANOS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final FramesPerSocket limits;
    private final LongSupplier nanos;
    private boolean stranger = true;
    private Rate rate = STRANGER;
    private double tokens = STRANGER.burst();
    private long filledAt;

    /** The budget of a session without a user. */
    public FrameBudget(FramesPerSocket limits) {
        this(limits, System::nanoTime);
    }

    FrameBudget(FramesPerSocket limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.filledAt = nanos.getAsLong();
    }

    /** The session has its user. The host app's server is not held to a limit. */
    public void loggedIn(Caller caller) {
        if (stranger) {
            stranger = false;
            int perSecond = caller.may(Grant.SERVER) ? 0 : limits.framesPerSecond();
            rate = Rate.perSecond(perSecond, limits.frameBurst());
            tokens = Math.min(FIRST, rate.burst());
        }
    }

    /** Takes what a frame of so many bytes costs; false when that is more than there is. */
    public boolean pay(int bytes) {
        if (rate.unlimited() || limits.framesPerSecond() == 0) {
            return true;
        }
        long now = nanos.getAsLong();
        tokens = Math.min(rate.burst(), tokens + rate.perMinute() * (now - filledAt) / NANOS_PER_MINUTE);
        filledAt = now;
        int price = Math.min(1 + bytes / BYTES, rate.burst()); // what could never be paid is paid with all there is
        boolean paid = tokens >= price;
        tokens -= paid ? price : 0;
        return paid;
    }
}
