// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.keys.KeySet;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    private final Vertx vertx;
    private final Context context;
    private final KeyRing ring;
    private final ClaimsReader claims;
    private JwtProviders providers;

    /** Must be used on the context that makes it. */
    public TokenVerifier(Vertx vertx, GatewayConfig.Auth config, KeyRing ring) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.ring = ring;
        this.claims = new ClaimsReader(config);
        this.providers = new JwtProviders(vertx, ring.current());
    }

    /** The user of the token. Fails with UNAUTHORIZED, never saying more than the bearer could know. */
    public Future<Identity> verify(String token) {
        try {
            JsonObject header = header(token);
            return authenticate(token, header).recover(TokenVerifier::refused).map(this::identity);
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<User> authenticate(String token, JsonObject header) {
        String alg = text(header, "alg");
        String kid = text(header, "kid");
        Future<User> user = providers().authenticate(token, alg, kid);
        if (user.succeeded() || kid == null || providers.keys().lists(kid)) {
            return user;
        }
        KeySet tried = providers.keys();
        return lookAgain()
                .compose(looked ->
                        ring.current().equals(tried) ? user : providers().authenticate(token, alg, kid));
    }

    private JwtProviders providers() {
        if (!providers.keys().equals(ring.current())) {
            providers = new JwtProviders(vertx, ring.current());
        }
        return providers;
    }

    private Future<Void> lookAgain() {
        Promise<Void> here = Promise.promise();
        ring.lookAgain().onComplete(looked -> context.runOnContext(back -> here.complete()));
        return here.future();
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
    private static JsonObject header(String token) {
        String[] parts = token.length() > MAX_LENGTH ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            throw refusal("token is not a signed JWT of at most " + MAX_LENGTH + " characters");
        }
        for (String part : parts) {
            if (!canonical(part)) {
                throw refusal("token is not base64url");
            }
        }
        JsonObject header = decode(parts[0]);
        checkHeader(header);
        return header;
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

    private static JsonObject decode(String part) {
        try {
            return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (DecodeException e) {
            throw refusal("token header is not JSON");
        }
    }

    /** Only access tokens, and none that asks for an extension, since none is supported (RFC 7515 section 4.1.11). */
    private static void checkHeader(JsonObject header) {
        String type = text(header, "typ");
        if (type != null && !TYPES.contains(type.toUpperCase(Locale.ROOT))) {
            throw refusal("token is of another type");
        }
        if (header.containsKey("crit")) {
            throw refusal("token asks for an extension");
        }
    }

    private static @Nullable String text(JsonObject header, String field) {
        Object value = header.getValue(field);
        if (header.containsKey(field) && !(value instanceof String)) {
            throw refusal("token header has a " + field + " that is not a text");
        }
        return (String) value;
    }

    static HubException refusal(String text) {
        return new HubException(ErrorCode.UNAUTHORIZED, text);
    }
}
