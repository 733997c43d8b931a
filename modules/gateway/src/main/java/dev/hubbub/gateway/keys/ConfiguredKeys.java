// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the configuration holds itself. A broken or weak one stops the start, not the first login.
 *
 * @param hs256 the shared secret of HS256, 32 bytes or more (RFC 7518 section 3.2)
 * @param rs256 the public key of RS256, as PEM; 2048 bits or more
 * @param es256 the public key of ES256, as PEM
 * @param eddsa the Ed25519 public key of EdDSA, as PEM
 * @param publicKey a public key of any kind, as PEM; an RSA key is for RS256 to RS512 and PS256 to PS512
 */
public record ConfiguredKeys(
        @Nullable String hs256,
        @Nullable String rs256,
        @Nullable String es256,
        @Nullable String eddsa,
        @Nullable String publicKey) {
    /** @throws IllegalArgumentException naming the setting that is no key, or a weak one */
    public ConfiguredKeys {
        read(hs256, rs256, es256, eddsa, publicKey);
    }

    /** @throws IllegalArgumentException naming the setting, when this is no place of keys */
    public static void checkJwks(@Nullable String jwks) {
        if (jwks != null) {
            JwksLocation.of(jwks);
        }
    }

    /** Whether there is one. */
    public boolean isAny() {
        return Stream.of(hs256, rs256, es256, eddsa, publicKey).anyMatch(Objects::nonNull);
    }

    public List<VerificationKey> read() {
        return read(hs256, rs256, es256, eddsa, publicKey);
    }

    private static List<VerificationKey> read(
            @Nullable String hs256,
            @Nullable String rs256,
            @Nullable String es256,
            @Nullable String eddsa,
            @Nullable String publicKey) {
        List<VerificationKey> keys = new ArrayList<>();
        if (hs256 != null) {
            keys.add(secret(hs256));
        }
        if (rs256 != null) {
            keys.add(PemKeys.read("auth.rs256", rs256, Set.of(Algorithm.RS256)));
        }
        if (es256 != null) {
            keys.add(PemKeys.read("auth.es256", es256, Set.of(Algorithm.ES256)));
        }
        if (eddsa != null) {
            keys.add(PemKeys.read("auth.eddsa", eddsa, Algorithm.ED25519_NAMES));
        }
        if (publicKey != null) {
            keys.add(PemKeys.read("auth.publicKey", publicKey, Set.of(Algorithm.values())));
        }
        return keys;
    }

    private static VerificationKey secret(String secret) {
        try {
            return VerificationKey.secret(null, Algorithm.HS256, secret.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("auth.hs256: " + e.getMessage());
        }
    }

    /** No key, not even a part of it. */
    @Override
    public String toString() {
        return isAny() ? "***" : "no key";
    }
}
