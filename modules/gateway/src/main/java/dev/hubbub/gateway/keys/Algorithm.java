// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The ways in which a token may be signed (RFC 7518, RFC 8037, RFC 9864). There are no others. */
enum Algorithm {
    HS256("HS256", 32),
    HS384("HS384", 48),
    HS512("HS512", 64),
    RS256("RS256", 0),
    RS384("RS384", 0),
    RS512("RS512", 0),
    PS256("PS256", 0),
    PS384("PS384", 0),
    PS512("PS512", 0),
    ES256("ES256", 64),
    ES384("ES384", 96),
    ES512("ES512", 132),
    EDDSA("EdDSA", 64),
    ED25519("Ed25519", 64);

    /** Of a shared secret. */
    static final Set<Algorithm> HMAC = Set.of(HS256, HS384, HS512);

    /** Of any RSA key. */
    static final Set<Algorithm> RSA = Set.of(RS256, RS384, RS512, PS256, PS384, PS512);

    /** Of an RSA key that is marked as one for PSS. */
    static final Set<Algorithm> RSA_PSS = Set.of(PS256, PS384, PS512);

    /** The old name and the new one of the same. */
    static final Set<Algorithm> ED25519_NAMES = Set.of(EDDSA, ED25519);

    private final String text;
    private final int bytes;

    Algorithm(String text, int bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** That of the {@code alg} of a token or a key; empty for any other. */
    static Optional<Algorithm> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }

    /** The length of a signature; 0: that of the RSA key. */
    int bytes() {
        return bytes;
    }

    /** As in the {@code alg} of a token or a key. */
    @Override
    public String toString() {
        return text;
    }
}
