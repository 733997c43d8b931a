// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that the configuration holds itself. A broken or weak one stops the start, not the first login. */
public final class ConfiguredKeys {
    /** @throws IllegalArgumentException naming the setting that is no key, a weak one, or no place of keys */
    public static void check(
            @Nullable String hs256,
            @Nullable String rs256,
            @Nullable String es256,
            @Nullable String eddsa,
            @Nullable String jwks) {
        read(hs256, rs256, es256, eddsa);
        if (jwks != null) {
            JwksLocation.of(jwks);
        }
    }

    /** @throws IllegalArgumentException naming the setting that is no key, or a weak one */
    public static List<VerificationKey> read(
            @Nullable String hs256, @Nullable String rs256, @Nullable String es256, @Nullable String eddsa) {
        List<VerificationKey> keys = new ArrayList<>();
        if (hs256 != null) {
            keys.add(secret(hs256));
        }
        if (rs256 != null) {
            keys.add(PemKeys.read("auth.rs256", Algorithm.RS256, rs256));
        }
        if (es256 != null) {
            keys.add(PemKeys.read("auth.es256", Algorithm.ES256, es256));
        }
        if (eddsa != null) {
            keys.add(PemKeys.read("auth.eddsa", Algorithm.EDDSA, eddsa));
        }
        return keys;
    }

    private static VerificationKey secret(String secret) {
        try {
            return VerificationKey.secret(null, Buffer.buffer(secret));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("auth.hs256: " + e.getMessage());
        }
    }

    private ConfiguredKeys() {}
}
