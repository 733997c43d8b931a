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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs tokens with HS256 that the gateway with the same settings accepts. It uses the JDK alone, so that the command
 * line answers without starting a Vert.x.
 */
public final class TokenSigner {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER =
            encode(new JsonObject().put("alg", "HS256").put("typ", "JWT"));

    private final GatewayConfig.Auth auth;
    private final Clock clock;

    /** @param auth with the secret and the names of the claims */
    public TokenSigner(GatewayConfig.Auth auth, Clock clock) {
        this.auth = auth;
        this.clock = clock;
    }

    /**
     * A token of this user.
     *
     * @param shown how the user is shown; what is null there is left out
     * @param claims more claims; ours win
     */
    public String sign(UserId user, Profile shown, Map<String, Object> claims, Duration life) {
        Instant now = clock.instant();
        JsonObject payload = new JsonObject();
        claims.forEach(payload::put);
        if (shown.name() != null) {
            payload.put(auth.nameClaim(), shown.name());
        }
        if (shown.role() != null) {
            payload.put(auth.roleClaim(), shown.role());
        }
        payload.put(auth.userClaim(), user.value())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(life).getEpochSecond());
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
            mac.init(new SecretKeySpec(auth.hs256().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String encode(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
