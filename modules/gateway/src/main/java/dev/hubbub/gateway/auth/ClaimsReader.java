// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.gateway.config.AuthConfig.Claims;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a token whose signature was verified. */
final class ClaimsReader {
    private final AuthConfig config;
    private final TokenTimes times;

    ClaimsReader(AuthConfig config, InstantSource clock) {
        this.config = config;
        this.times = new TokenTimes(config.accepted(), clock);
    }

    Identity read(JsonObject token) {
        checkFor(token);
        TokenTimes.Life life = times.read(token);
        Profile profile = new Profile(
                text(token, config.claims().name()),
                text(token, config.claims().picture()),
                text(token, config.claims().role()));
        Caller caller = new Caller(user(token), profile, grants(token));
        return new Identity(caller, life.expiresAt(), life.issuedAt());
    }

    private void checkFor(JsonObject token) {
        if (config.accepted().issuer() != null && !config.accepted().issuer().equals(token.getValue("iss"))) {
            throw TokenVerifier.refusal(LoginRefusal.ISSUER, "token is of another issuer");
        }
        if (config.accepted().audience() == null) {
            return;
        }
        Object audience = token.getValue("aud");
        boolean named = audience instanceof JsonArray many
                ? many.contains(config.accepted().audience())
                : config.accepted().audience().equals(audience);
        if (!named) {
            throw TokenVerifier.refusal(LoginRefusal.AUDIENCE, "token is for another audience");
        }
    }

    private UserId user(JsonObject token) {
        Object id = Claims.read(token, config.claims().user());
        boolean whole = id instanceof Integer || id instanceof Long;
        if (id == null || (!whole && !(id instanceof String))) {
            throw TokenVerifier.refusal(
                    LoginRefusal.USER,
                    "token has no user in claim " + config.claims().user());
        }
        try {
            UserId user = new UserId(id.toString());
            Check.user("user", user);
            return user;
        } catch (IllegalArgumentException e) {
            throw TokenVerifier.refusal(LoginRefusal.USER, String.valueOf(e.getMessage()));
        }
    }

    private Set<Grant> grants(JsonObject token) {
        Set<Grant> grants = EnumSet.noneOf(Grant.class);
        if (Boolean.TRUE.equals(Claims.read(token, config.claims().create()))) {
            grants.add(Grant.CREATE_ROOMS);
        }
        if (Boolean.TRUE.equals(Claims.read(token, config.claims().server()))) {
            grants.add(Grant.SERVER);
        }
        return grants;
    }

    /** Of several texts the first: issuers list roles. */
    private static @Nullable String text(JsonObject token, String claim) {
        Object value = Claims.read(token, claim);
        Object one = value instanceof JsonArray several
                ? several.stream().filter(String.class::isInstance).findFirst().orElse(null)
                : value;
        return one instanceof String text ? text : null;
    }
}
