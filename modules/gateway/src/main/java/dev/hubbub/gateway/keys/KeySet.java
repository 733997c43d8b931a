// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import java.util.List;
import java.util.stream.Stream;

/**
 * The keys that hold at one time. Never empty, never changed: a rotation makes another one.
 *
 * @param fixed those of the configuration
 * @param rotating those of the JWKS
 */
public record KeySet(List<VerificationKey> fixed, List<VerificationKey> rotating) {
    public KeySet {
        fixed = List.copyOf(fixed);
        rotating = List.copyOf(rotating);
        if (fixed.isEmpty() && rotating.isEmpty()) {
            throw new IllegalArgumentException(
                    "auth: no key (expected: auth.hs256, auth.rs256, auth.es256, auth.eddsa, auth.publicKey or auth.jwks)");
        }
    }

    public Stream<VerificationKey> all() {
        return Stream.concat(fixed.stream(), rotating.stream());
    }

    /** Whether the JWKS has a key of this id. */
    public boolean lists(String kid) {
        return rotating.stream().anyMatch(key -> kid.equals(key.id()));
    }
}
