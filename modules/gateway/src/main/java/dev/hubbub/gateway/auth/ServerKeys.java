// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.gateway.config.ServerKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server keys of a node. How long a look-up takes says nothing about any key: digests are compared, always all of them.
 * Safe for use by several threads.
 */
public final class ServerKeys {
    private static final String USES =
            "HTTP requests and logins of processes with a key of auth.serverKeys, whatever came of them";

    private final List<Known> keys;

    private static final class Known {
        private final ServerKey key;
        private final byte[] digest;
        private final Counter uses;

        Known(ServerKey key, ModuleMeters meters) {
            this.key = key;
            this.digest = ServerKeys.digest(key.key());
            this.uses = meters.counter("server.key.uses", USES, "key", key.name());
        }
    }

    /** @param meters where it counts how often each key is used */
    public ServerKeys(List<ServerKey> keys, MeterRegistry meters) {
        ModuleMeters uses = new ModuleMeters(meters, "hub.gateway");
        this.keys = keys.stream().map(key -> new Known(key, uses)).toList();
    }

    /** Whether a credential may be a key: a token has dots. */
    public static boolean isKey(String credential) {
        return credential.indexOf('.') < 0;
    }

    /** The key with this secret, which counts as used. */
    public Optional<ServerKey> use(String secret) {
        byte[] digest = digest(secret);
        @Nullable Known found = null;
        for (Known each : keys) {
            if (MessageDigest.isEqual(each.digest, digest)) {
                found = each; // goes on: a look-up takes as long as that of a wrong key
            }
        }
        if (found == null) {
            return Optional.empty();
        }
        found.uses.increment();
        return Optional.of(found.key);
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
