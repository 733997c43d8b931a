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
            session.askForLife(
                    Duration.ofMillis(config.sockets().heartbeatMillis()).toNanos());
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
                && now - session.openedAt() > millis(config.sockets().loginMillis())) {
            return Optional.of(CloseCode.LOGIN_TIMEOUT);
        }
        if (session.caller() != null
                && clock.instant()
                        .isAfter(session.expiresAt().plusMillis(config.auth().graceMillis()))) {
            return Optional.of(CloseCode.UNAUTHORIZED);
        }
        if (session.isStalled(millis(config.sockets().writeIdleMillis()))
                || session.pendingBytes() > config.sockets().maxPendingBytes()) {
            return Optional.of(CloseCode.TOO_SLOW);
        }
        return now - session.heardAt() > silence.toNanos() ? Optional.of(CloseCode.HEARTBEAT_LOST) : Optional.empty();
    }

    private static long millis(long value) {
        return Duration.ofMillis(value).toNanos();
    }
}
