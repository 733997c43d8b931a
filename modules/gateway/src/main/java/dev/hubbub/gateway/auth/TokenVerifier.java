// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.gateway.keys.KeySet;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies tokens: first the signature, with vertx-auth-jwt, then what they say. */
public final class TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);

    private final Vertx vertx;
    private final Context context;
    private final KeyRing ring;
    private final ClaimsReader claims;
    private JwtProviders providers;

    /** Must be used on the context that makes it. */
    public TokenVerifier(Vertx vertx, AuthConfig config, KeyRing ring) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.ring = ring;
        this.claims = new ClaimsReader(config, InstantSource.system());
        this.providers = new JwtProviders(vertx, ring.current().keys());
    }

    /** The user of the token. Fails with UNAUTHORIZED, never saying more than the bearer could know. */
    public Future<Identity> verify(String token) {
        try {
            SignedToken signed = SignedToken.of(token);
            return verify(signed).map(verified -> identity(signed));
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Void> verify(SignedToken token) {
        JwtProviders tried = providers();
        String kid = token.kid();
        if (isSignedBy(tried, token)) {
            return Future.succeededFuture();
        }
        if (kid == null || tried.keys().lists(kid)) {
            return unsigned();
        }
        return lookAgain().compose(looked -> {
            JwtProviders fresh = providers();
            return fresh != tried && isSignedBy(fresh, token) ? Future.succeededFuture() : unsigned();
        });
    }

    /** Those of this event loop, of the keys that hold now. */
    private JwtProviders providers() {
        KeySet keys = ring.current().keys();
        if (!providers.keys().equals(keys)) {
            providers = new JwtProviders(vertx, keys);
        }
        return providers;
    }

    private static boolean isSignedBy(JwtProviders keys, SignedToken token) {
        return keys.verify(token.alg(), token.kid(), token.input(), token.signature());
    }

    private static Future<Void> unsigned() {
        return Future.failedFuture(refusal(LoginRefusal.SIGNATURE, "token is not signed by a key of this hub"));
    }

    private Future<Void> lookAgain() {
        Promise<Void> here = Promise.promise();
        ring.lookAgain().onComplete(looked -> context.runOnContext(back -> here.complete()));
        return here.future();
    }

    private Identity identity(SignedToken token) {
        try {
            return claims.read(token.claims());
        } catch (ClassCastException | IllegalArgumentException e) {
            LOG.debug("token refused", e);
            throw refusal("token has a claim of the wrong type");
        }
    }

    /** For what is no valid token at all. */
    static HubException refusal(String text) {
        return refusal(LoginRefusal.MALFORMED, text);
    }

    static HubException refusal(LoginRefusal reason, String text) {
        return new LoginRefusedException(reason, text);
    }
}
