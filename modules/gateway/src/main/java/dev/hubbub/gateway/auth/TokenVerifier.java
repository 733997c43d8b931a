// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import dev.hubbub.gateway.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies tokens with vertx-auth-jwt, behind the checks that it leaves to its user: it accepts unsigned tokens when
 * no key could be loaded, tokens without an expiry, and more than one spelling of the same token.
 */
public final class TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
    private static final int MAX_LENGTH = 8_192;
    private static final Set<String> TYPES = Set.of("JWT", "AT+JWT");

    private final JWTAuth provider;
    private final Claims claims;

    /**
     * Loads the keys.
     *
     * @throws IllegalArgumentException when no key is usable; the message names the setting
     */
    public TokenVerifier(Vertx vertx, GatewayConfig.Auth config) {
        this.provider = JWTAuth.create(vertx, keys(config));
        this.claims = new Claims(config);
        refuseUnsigned();
    }

    private static JWTAuthOptions keys(GatewayConfig.Auth config) {
        JWTAuthOptions options = new JWTAuthOptions();
        if (config.hs256() != null) {
            options.addPubSecKey(new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(config.hs256()));
        }
        if (config.rs256() != null) {
            if (!config.rs256().contains("-----BEGIN PUBLIC KEY-----")) {
                throw new IllegalArgumentException(
                        "auth.rs256: no PEM public key (expected: -----BEGIN PUBLIC KEY-----)");
            }
            options.addPubSecKey(new PubSecKeyOptions().setAlgorithm("RS256").setBuffer(config.rs256()));
        }
        if (options.getPubSecKeys() == null || options.getPubSecKeys().isEmpty()) {
            throw new IllegalArgumentException("auth: no key (expected: auth.hs256 or auth.rs256)");
        }
        return options;
    }

    /** A provider without a key would take this token: the last line of defence before the port opens. */
    private void refuseUnsigned() {
        String unsigned = part("{\"alg\":\"none\"}") + "." + part("{\"sub\":\"nobody\",\"exp\":99999999999}");
        if (provider.authenticate(new TokenCredentials(unsigned)).succeeded()) {
            throw new IllegalArgumentException("auth: unsigned tokens would be accepted (expected: a usable key)");
        }
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Who the bearer is. Fails with UNAUTHORIZED, never saying more than the bearer could know. */
    public Future<Identity> verify(String token) {
        try {
            checkForm(token);
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
        return authenticate(token).recover(TokenVerifier::refused).map(this::identity);
    }

    /** Registered claims of a wrong type make the provider throw instead of failing its future. */
    private Future<User> authenticate(String token) {
        try {
            return provider.authenticate(new TokenCredentials(token));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static Future<User> refused(Throwable cause) {
        LOG.debug("token refused: {}", cause.getMessage());
        return Future.failedFuture(refusal("token is not accepted or has expired"));
    }

    private Identity identity(User user) {
        try {
            return claims.read(user.attributes().getJsonObject("accessToken"));
        } catch (ClassCastException | IllegalArgumentException | DateTimeException e) {
            LOG.debug("token refused", e);
            throw refusal("token has a claim of the wrong type");
        }
    }

    /** Three canonical base64url parts: one token has one spelling, so that a changed bit is always another token. */
    private static void checkForm(String token) {
        String[] parts = token.length() > MAX_LENGTH ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            throw refusal("token is not a signed JWT of at most " + MAX_LENGTH + " characters");
        }
        for (String part : parts) {
            if (!canonical(part)) {
                throw refusal("token is not base64url");
            }
        }
        checkHeader(parts[0]);
    }

    private static boolean canonical(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return bytes.length > 0
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(part);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Only access tokens, and none that asks for an extension which nobody here understands (RFC 7515 section 4.1.11). */
    private static void checkHeader(String part) {
        JsonObject header;
        try {
            header = new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (DecodeException e) {
            throw refusal("token header is not JSON");
        }
        Object type = header.getValue("typ", "JWT");
        if (!(type instanceof String text) || !TYPES.contains(text.toUpperCase(Locale.ROOT))) {
            throw refusal("token is of another type");
        }
        if (header.containsKey("crit")) {
            throw refusal("token asks for an extension");
        }
    }

    static HubException refusal(String text) {
        return new HubException(ErrorCode.UNAUTHORIZED, text);
    }
}
