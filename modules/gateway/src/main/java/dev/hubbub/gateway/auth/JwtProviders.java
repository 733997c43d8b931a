// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.gateway.keys.KeySet;
import dev.hubbub.gateway.keys.VerificationKey;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider of vertx-auth-jwt for each key: within one, a key replaces another that has the same id, and each
 * signature is checked under a lock, so that event loops do not share them either. They verify signatures; what a token
 * says, its times too, is not for them to judge.
 */
final class JwtProviders {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeySet keys;
    private final List<Provider> providers;

    private record Provider(VerificationKey key, JWTAuth auth) {}

    /** @throws IllegalArgumentException when a key was not loaded */
    JwtProviders(Vertx vertx, KeySet keys) {
        this.keys = keys;
        this.providers = keys.all()
                .map(key -> new Provider(key, JWTAuth.create(vertx, options(key))))
                .toList();
        refuseUnsigned();
    }

    private static JWTAuthOptions options(VerificationKey key) {
        return new JWTAuthOptions()
                .setPubSecKeys(key.options())
                .setJWTOptions(new JWTOptions().setIgnoreExpiration(true)); // iat and nbf too
    }

    /** A provider without a key would take this token: the last line of defence before the keys are used. */
    private void refuseUnsigned() {
        String unsigned = part("{\"alg\":\"none\"}") + "." + part("{}");
        if (providers.stream().anyMatch(provider -> verifies(provider.auth(), unsigned))) {
            throw new IllegalArgumentException("auth: unsigned tokens would be accepted (expected: a usable key)");
        }
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    KeySet keys() {
        return keys;
    }

    /**
     * Whether a key of this algorithm and id has signed the input, the first two parts of a token.
     *
     * @throws dev.hubbub.contract.error.HubException UNAUTHORIZED when a time in it is not a number
     */
    boolean verify(@Nullable String alg, @Nullable String kid, String input, byte[] signature) {
        String token = input + "." + BASE64.encodeToString(signature);
        return providers.stream()
                .filter(provider -> provider.key().fits(alg, kid, signature.length))
                .anyMatch(provider -> Ed25519Signature.ALG.equals(alg)
                        ? Ed25519Signature.verifies(
                                (PublicKey) provider.key().key(), input.getBytes(StandardCharsets.US_ASCII), signature)
                        : verifies(provider.auth(), token));
    }

    /** Times of a wrong type make the provider throw instead of failing its future. */
    private static boolean verifies(JWTAuth auth, String token) {
        try {
            return auth.authenticate(new TokenCredentials(token)).succeeded();
        } catch (RuntimeException e) {
            throw TokenVerifier.refusal("token has a claim of the wrong type");
        }
    }
}
