// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a token whose signature was verified. */
final class ClaimsReader {
    /** The end of the year 9999: later ones are no times that a person could write down. */
    private static final long LATEST = 253_402_300_799L;

    private final GatewayConfig.Auth config;

    ClaimsReader(GatewayConfig.Auth config) {
        this.config = config;
    }

    Identity read(JsonObject token) {
        checkFor(token);
        if (!(token.getValue("exp") instanceof Number exp)) {
            throw TokenVerifier.refusal("token has no expiry");
        }
        Profile profile = new Profile(
                text(token, config.nameClaim()), text(token, config.pictureClaim()), text(token, config.roleClaim()));
        Caller caller = new Caller(user(token), profile, grants(token));
        return new Identity(caller, Instant.ofEpochSecond(Math.min(exp.longValue(), LATEST)), issuedAt(token));
    }

    /** Rounded down to the millisecond, since an older token is the one that a logout ends. */
    private static @Nullable Instant issuedAt(JsonObject token) {
        Object iat = token.getValue("iat");
        if (iat == null) {
            return null;
        }
        if (!(iat instanceof Number seconds)) {
            throw TokenVerifier.refusal("token has an iat that is no number");
        }
        double millis = Math.floor(seconds.doubleValue() * 1_000);
        return Instant.ofEpochMilli((long) Math.max(0, Math.min(millis, LATEST * 1_000.0)));
    }

    private void checkFor(JsonObject token) {
        if (config.issuer() != null && !config.issuer().equals(token.getValue("iss"))) {
            throw TokenVerifier.refusal("token is of another issuer");
        }
        if (config.audience() == null) {
            return;
        }
        Object audience = token.getValue("aud");
        boolean named = audience instanceof JsonArray many
                ? many.contains(config.audience())
                : config.audience().equals(audience);
        if (!named) {
            throw TokenVerifier.refusal("token is for another audience");
        }
    }

    private UserId user(JsonObject token) {
        Object id = token.getValue(config.userClaim());
        boolean whole = id instanceof Integer || id instanceof Long;
        if (!whole && !(id instanceof String)) {
            throw TokenVerifier.refusal("token has no user in claim " + config.userClaim());
        }
        try {
            UserId user = new UserId(id.toString());
            Check.user("user", user);
            return user;
        } catch (IllegalArgumentException e) {
            throw TokenVerifier.refusal(String.valueOf(e.getMessage()));
        }
    }

    private Set<Grant> grants(JsonObject token) {
        Set<Grant> grants = EnumSet.noneOf(Grant.class);
        if (Boolean.TRUE.equals(token.getValue(config.createClaim()))) {
            grants.add(Grant.CREATE_ROOMS);
        }
        if (Boolean.TRUE.equals(token.getValue(config.serverClaim()))) {
            grants.add(Grant.SERVER);
        }
        return grants;
    }

    private static @Nullable String text(JsonObject token, String claim) {
        return token.getValue(claim) instanceof String text ? text : null;
    }
}
