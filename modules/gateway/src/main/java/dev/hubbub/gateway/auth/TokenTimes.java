// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.gateway.config.AuthConfig;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Judges the times of a token: {@code exp}, {@code nbf} and {@code iat} (RFC 7519 section 4.1). The clock of an issuer may
 * be ahead of that of the hub by the leeway. An expiry has none: what a slow clock takes from a token is little, and a
 * token that has expired opens nothing.
 */
final class TokenTimes {
    /** In seconds the year 5138, in milliseconds 1973: such a number is in milliseconds. */
    private static final double LEAST_MILLIS = 1e11;

    private final Duration leeway;
    private final Duration maxLife;
    private final InstantSource clock;

    /**
     * The life of a token that is valid now.
     *
     * @param issuedAt null when it does not say; not in the future, so that a logout from now on ends it
     */
    record Life(Instant expiresAt, @Nullable Instant issuedAt) {}

    TokenTimes(AuthConfig.Accepted accepted, InstantSource clock) {
        this.leeway = Duration.ofSeconds(accepted.leewaySeconds());
        this.maxLife = Duration.ofSeconds(accepted.maxLifeSeconds());
        this.clock = clock;
    }

    /** @throws dev.hubbub.contract.error.HubException UNAUTHORIZED when it is not valid now, or for too long */
    Life read(JsonObject token) {
        Instant now = clock.instant();
        Instant expires = time(token, "exp");
        Instant begins = time(token, "nbf");
        Instant issued = time(token, "iat");
        if (expires == null) {
            throw TokenVerifier.refusal(LoginRefusal.LIFETIME, "token has no expiry");
        }
        if (!now.isBefore(expires)) {
            throw TokenVerifier.refusal(LoginRefusal.EXPIRED, "token has expired");
        }
        Instant latest = now.plus(leeway);
        if (isAfter(begins, latest) || isAfter(issued, latest)) {
            throw TokenVerifier.refusal(LoginRefusal.NOT_YET_VALID, "token is not yet valid");
        }
        Instant issuedAt = isAfter(issued, now) ? now : issued;
        Duration life = Duration.between(issuedAt == null ? now : issuedAt, expires);
        if (life.compareTo(maxLife) > 0) {
            throw TokenVerifier.refusal(
                    LoginRefusal.LIFETIME,
                    "token is valid for " + life.toSeconds() + " s (expected: at most " + maxLife.toSeconds()
                            + " s from iat to exp)");
        }
        return new Life(expires, issuedAt);
    }

    private static boolean isAfter(@Nullable Instant time, Instant other) {
        return time != null && time.isAfter(other);
    }

    /** Rounded down to the millisecond, since an older token is the one that a logout ends. */
    private static @Nullable Instant time(JsonObject token, String claim) {
        Object value = token.getValue(claim);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw TokenVerifier.refusal("token has an " + claim + " that is no number of seconds");
        }
        double seconds = number.doubleValue();
        if (seconds >= LEAST_MILLIS) {
            throw TokenVerifier.refusal("token has an " + claim + " in milliseconds (expected: seconds)");
        }
        return Instant.ofEpochMilli((long) Math.floor(Math.max(0, seconds) * 1_000));
    }
}
