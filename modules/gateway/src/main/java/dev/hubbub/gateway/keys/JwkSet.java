// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of keys as it was read. Keys may share an id.
 *
 * @param keys that are of use, at least one
 * @param skipped why others are not
 */
public record JwkSet(List<VerificationKey> keys, List<String> skipped) {
    /** The largest set that is read, in bytes. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_KEYS = 64;

    /** @throws IllegalArgumentException when it is not a set with at least one usable key */
    public static JwkSet read(Buffer text, boolean published) {
        JsonArray entries = entries(text);
        List<VerificationKey> keys = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                keys.add(entry(entries.getValue(i), published));
            } catch (IllegalArgumentException e) {
                skipped.add("key " + (i + 1) + " has " + e.getMessage());
            }
        }
        if (keys.isEmpty()) {
            String why = skipped.isEmpty() ? "no keys" : "no usable key, " + String.join(", ", skipped);
            throw new IllegalArgumentException(why + " (expected: one of RSA, EC or Ed25519)");
        }
        return new JwkSet(List.copyOf(keys), List.copyOf(skipped));
    }

    private static VerificationKey entry(Object entry, boolean published) {
        if (entry instanceof JsonObject json) {
            return Jwk.read(json, published);
        }
        throw new IllegalArgumentException("no fields");
    }

    private static JsonArray entries(Buffer text) {
        try {
            if (text.length() <= MAX_BYTES
                    && text.toJsonValue() instanceof JsonObject set
                    && set.getValue("keys") instanceof JsonArray entries
                    && entries.size() <= MAX_KEYS) {
                return entries;
            }
        } catch (DecodeException e) {
            throw new IllegalArgumentException("not JSON (expected: {\"keys\": [...]})");
        }
        throw new IllegalArgumentException("not a set of keys (expected: {\"keys\": [...]}, at most " + MAX_KEYS
                + " of them in " + MAX_BYTES + " bytes)");
    }
}
