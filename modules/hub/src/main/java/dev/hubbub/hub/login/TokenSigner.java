// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.login;

import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.gateway.config.AuthConfig.Claims;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs tokens with HS256. A gateway with the same settings accepts them. It uses the JDK only, so that the command
 * line need not start Vert.x.
 */
public final class TokenSigner {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER =
            encode(new JsonObject().put("alg", "HS256").put("typ", "JWT"));

    private final AuthConfig auth;
    private final String secret;
    private final Clock clock;

    /** @param auth the secret, which must be there, and the names of the claims */
    public TokenSigner(AuthConfig auth, Clock clock) {
        this.auth = auth;
        this.secret = Objects.requireNonNull(auth.secret(), "auth.hs256");
        this.clock = clock;
    }

    /**
     * Signs a token for this user. It is valid for {@code auth.maxLifeSeconds} where the time is longer.
     *
     * @param profile how the user is shown; null parts are left out
     * @param claims more claims, by names as in the settings; the claims of the hub win
     */
    public String sign(UserId user, Profile profile, Map<String, Object> claims, Duration ttl) {
        Instant now = clock.instant();
        JsonObject payload = new JsonObject();
        claims.forEach((name, value) -> Claims.write(payload, name, value));
        if (profile.name() != null) {
            Claims.write(payload, auth.claims().name(), profile.name());
        }
        if (profile.role() != null) {
            Claims.write(payload, auth.claims().role(), profile.role());
        }
        Claims.write(payload, auth.claims().user(), user.value());
        payload.put("iat", now.getEpochSecond())
                .put("exp", now.plus(shorter(ttl)).getEpochSecond());
        if (auth.accepted().issuer() != null) {
            payload.put("iss", auth.accepted().issuer());
        }
        if (auth.accepted().audience() != null) {
            payload.put("aud", auth.accepted().audience());
        }
        String signed = HEADER + "." + encode(payload);
        return signed + "." + BASE64.encodeToString(mac(signed));
    }

    private Duration shorter(Duration ttl) {
        Duration most = Duration.ofSeconds(auth.accepted().maxLifeSeconds());
        return ttl.compareTo(most) > 0 ? most : ttl;
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String encode(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
