// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.gateway.config.GatewayConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at every session once in a while: no login in time, no sign of life, an expired token, a client that does not
 * read. One sweep for all sockets of an event loop, instead of timers for each.
 */
public final class SessionTimeouts {
    private static final Duration WARNING = Duration.ofSeconds(60);

    /** When a session was opened, heard, and asked for a sign of life; as {@link System#nanoTime} says. */
    static final class Times {
        private final long openedAt = System.nanoTime();
        private long heardAt = openedAt;
        private long askedAt = openedAt;

        /** A sign of life came. */
        void heard() {
            heardAt = System.nanoTime();
        }

        long heardAt() {
            return heardAt;
        }

        long openedAt() {
            return openedAt;
        }

        /** Whether so much time is over since the session was asked; then it counts as asked now. */
        private boolean isAskingDue(long nanos) {
            long now = System.nanoTime();
            boolean due = now - askedAt >= nanos;
            askedAt = due ? now : askedAt;
            return due;
        }
    }

    private final GatewayConfig config;
    private final Duration answerTime;
    private final Clock clock;

    /**
     * Looks with these times.
     *
     * @param answerTime for a sign of life after a heartbeat
     * @param clock by which tokens expire
     */
    public SessionTimeouts(GatewayConfig config, Duration answerTime, Clock clock) {
        this.config = config;
        this.answerTime = answerTime;
        this.clock = clock;
    }

    /** Closes the session if its time is over, else warns it, or asks it for a sign of life, when that is due. */
    public void check(ClientSession session) {
        if (session.isClosed()) {
            return;
        }
        Optional<CloseCode> end = end(session);
        if (end.isPresent()) {
            session.close(end.get());
        } else {
            session.window().drain();
            warn(session);
            if (session.times().isAskingDue(millis(config.sockets().heartbeatMillis()))) {
                session.transport().heartbeat();
            }
        }
    }

    private void warn(ClientSession session) {
        boolean listens = session.addresses().contains(Feeds.SESSION);
        if (listens && clock.instant().isAfter(session.expiresAt().minus(WARNING)) && session.countWarning()) {
            session.reply(Feeds.SESSION, new Feeds.Expiring(session.expiresAt()));
        }
    }

    private Optional<CloseCode> end(ClientSession session) {
        long now = System.nanoTime();
        Duration silence = Duration.ofMillis(config.sockets().heartbeatMillis()).plus(answerTime);
        if (session.caller() == null
                && now - session.times().openedAt > millis(config.sockets().loginMillis())) {
            return Optional.of(CloseCode.LOGIN_TIMEOUT);
        }
        if (session.caller() != null
                && clock.instant()
                        .isAfter(session.expiresAt().plusMillis(config.auth().graceMillis()))) {
            return Optional.of(CloseCode.UNAUTHORIZED);
        }
        if (session.transport().isStalled(millis(config.sockets().writeIdleMillis()))
                || session.transport().pendingBytes() > config.sockets().maxPendingBytes()) {
            return Optional.of(CloseCode.TOO_SLOW);
        }
        return now - session.times().heardAt > silence.toNanos()
                ? Optional.of(CloseCode.HEARTBEAT_LOST)
                : Optional.empty();
    }

    private static long millis(long value) {
        return Duration.ofMillis(value).toNanos();
    }
}
