// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.gateway.config.GatewayConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at every session once in a while: no login in time, no sign of life, an expired token, a client that does not
 * read. One sweep for all sockets of an event loop, instead of timers for each. A session of which nothing waits rests
 * until its next time is over, or something happens to it.
 */
public final class SessionTimeouts {
    private static final Duration WARNING = Duration.ofSeconds(60);

    /** When a session was opened, heard, asked for a sign of life, and will have rested; as {@link System#nanoTime} says. */
    static final class Times {
        private final long openedAt = System.nanoTime();
        private long heardAt = openedAt;
        private long askedAt = openedAt;
        private long restsUntil = openedAt;

        /** A sign of life came. */
        void heard() {
            heardAt = System.nanoTime();
            wake();
        }

        /** Something happens to the session: it is looked at next time. */
        void wake() {
            restsUntil = openedAt;
        }

        /** Whether nothing has happened to the session, and none of its times is over. */
        boolean isResting(long now) {
            return restsUntil - now > 0;
        }

        long heardAt() {
            return heardAt;
        }

        long openedAt() {
            return openedAt;
        }

        /** Whether so much time is over since the session was asked; then it counts as asked now. */
        private boolean isAskingDue(long now, long nanos) {
            boolean due = now - askedAt >= nanos;
            askedAt = due ? now : askedAt;
            return due;
        }
    }

    private final long loginNanos;
    private final long heartbeatNanos;
    private final long silenceNanos;
    private final long writeIdleNanos;
    private final long graceMillis;
    private final int maxPendingBytes;
    private final Clock clock;

    /**
     * Looks with these times.
     *
     * @param answerTime for a sign of life after a heartbeat
     * @param clock by which tokens expire
     */
    public SessionTimeouts(GatewayConfig config, Duration answerTime, Clock clock) {
        this.loginNanos = MILLISECONDS.toNanos(config.sockets().loginMillis());
        this.heartbeatNanos = MILLISECONDS.toNanos(config.sockets().heartbeatMillis());
        this.silenceNanos = heartbeatNanos + answerTime.toNanos();
        this.writeIdleNanos = MILLISECONDS.toNanos(config.sockets().writeIdleMillis());
        this.graceMillis = config.auth().graceMillis();
        this.maxPendingBytes = config.sockets().maxPendingBytes();
        this.clock = clock;
    }

    /**
     * Closes the session if its time is over, else warns it, or asks it for a sign of life, when that is due.
     *
     * @param now by {@link System#nanoTime}
     */
    public void check(ClientSession session, long now) {
        if (session.isClosed() || session.times().isResting(now)) {
            return;
        }
        Optional<CloseCode> end = end(session, now);
        if (end.isPresent()) {
            session.close(end.get());
            return;
        }
        session.window().drain();
        warn(session);
        if (session.times().isAskingDue(now, heartbeatNanos)) {
            session.transport().heartbeat();
        }
        if (session.caller() != null && isQuiet(session)) {
            rest(session, now);
        }
    }

    /** Whether nothing of it waits: no request, no answer, no part of a message. */
    private static boolean isQuiet(ClientSession session) {
        return session.window().inFlight() + session.window().waiting() + session.partialBytes() == 0
                && session.transport().pendingBytes() == 0;
    }

    /** Until it is to be asked, or to have answered; not in the last minute of its token. */
    private void rest(ClientSession session, long now) {
        Times times = session.times();
        long nanos = Math.min(times.askedAt + heartbeatNanos - now, times.heardAt + silenceNanos - now);
        if (clock.instant().plusNanos(nanos).isBefore(session.expiresAt().minus(WARNING))) {
            times.restsUntil = now + nanos;
        }
    }

    private void warn(ClientSession session) {
        boolean listens = session.addresses().contains(Feeds.SESSION);
        if (listens && clock.instant().isAfter(session.expiresAt().minus(WARNING)) && session.countWarning()) {
            session.reply(Feeds.SESSION, new Feeds.Expiring(session.expiresAt()));
        }
    }

    private Optional<CloseCode> end(ClientSession session, long now) {
        if (session.caller() == null && now - session.times().openedAt > loginNanos) {
            return Optional.of(CloseCode.LOGIN_TIMEOUT);
        }
        if (session.caller() != null
                && clock.instant().isAfter(session.expiresAt().plusMillis(graceMillis))) {
            return Optional.of(CloseCode.UNAUTHORIZED);
        }
        if (session.transport().isStalled(writeIdleNanos) || session.transport().pendingBytes() > maxPendingBytes) {
            return Optional.of(CloseCode.TOO_SLOW);
        }
        return now - session.times().heardAt > silenceNanos ? Optional.of(CloseCode.HEARTBEAT_LOST) : Optional.empty();
    }
}
