// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.login;

import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig;
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

    private final GatewayConfig.Auth auth;
    private final String secret;
    private final Clock clock;

    /** @param auth the secret, which must be there, and the names of the claims */
    public TokenSigner(GatewayConfig.Auth auth, Clock clock) {
        this.auth = auth;
        this.secret = Objects.requireNonNull(auth.hs256(), "auth.hs256");
        this.clock = clock;
    }

    /**
     * Signs a token for this user.
     *
     * @param profile how the user is shown; null parts are left out
     * @param claims more claims; the claims of the hub win
     */
    public String sign(UserId user, Profile profile, Map<String, Object> claims, Duration ttl) {
        Instant now = clock.instant();
        JsonObject payload = new JsonObject();
        claims.forEach(payload::put);
        if (profile.name() != null) {
            payload.put(auth.nameClaim(), profile.name());
        }
        if (profile.role() != null) {
            payload.put(auth.roleClaim(), profile.role());
        }
        payload.put(auth.userClaim(), user.value())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(ttl).getEpochSecond());
        if (auth.issuer() != null) {
            payload.put("iss", auth.issuer());
        }
        if (auth.audience() != null) {
            payload.put("aud", auth.audience());
        }
        String signed = HEADER + "." + encode(payload);
        return signed + "." + BASE64.encodeToString(mac(signed));
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
