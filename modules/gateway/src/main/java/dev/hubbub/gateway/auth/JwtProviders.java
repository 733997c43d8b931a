// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.gateway.keys.KeySet;
import dev.hubbub.gateway.keys.VerificationKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider of vertx-auth-jwt for each key: within one, a key replaces another that has the same id, and each
 * signature is checked under a lock, so that event loops do not share them either.
 */
final class JwtProviders {
    private final KeySet keys;
    private final List<Provider> providers;

    private record Provider(VerificationKey key, JWTAuth auth) {}

    /** @throws IllegalArgumentException when a key was not loaded */
    JwtProviders(Vertx vertx, KeySet keys) {
        this.keys = keys;
        this.providers = keys.all()
                .map(key -> new Provider(key, JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key.options()))))
                .toList();
        refuseUnsigned();
    }

    /** A provider without a key would take this token: the last line of defence before the keys are used. */
    private void refuseUnsigned() {
        String unsigned = part("{\"alg\":\"none\"}") + "." + part("{\"sub\":\"nobody\",\"exp\":99999999999}");
        boolean taken = providers.stream().anyMatch(provider -> provider.auth()
                .authenticate(new TokenCredentials(unsigned))
                .succeeded());
        if (taken || providers.isEmpty()) {
            throw new IllegalArgumentException("auth: unsigned tokens would be accepted (expected: a usable key)");
        }
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    KeySet keys() {
        return keys;
    }

    /** By the first key of this algorithm and id that verifies it. */
    Future<User> authenticate(String token, @Nullable String alg, @Nullable String kid) {
        Future<User> last = Future.failedFuture("no such key");
        for (Provider provider : providers) {
            if (provider.key().fits(alg, kid)) {
                last = authenticate(provider.auth(), token);
                if (last.succeeded()) {
                    return last;
                }
            }
        }
        return last;
    }

    /** Registered claims of a wrong type make the provider throw instead of failing its future. */
    private static Future<User> authenticate(JWTAuth auth, String token) {
        try {
            return auth.authenticate(new TokenCredentials(token));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
