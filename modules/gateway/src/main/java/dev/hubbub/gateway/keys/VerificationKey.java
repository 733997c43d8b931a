// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.auth.PubSecKeyOptions;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies tokens, and is strong enough for that.
 *
 * @param id the {@code kid} of the tokens that it verifies; null: whatever theirs is
 * @param algorithms of those tokens, at least one; all for one kind of key, so that no key is taken for another
 * @param key a secret, or a public key
 */
public record VerificationKey(@Nullable String id, Set<Algorithm> algorithms, Key key) {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192; // larger ones cost time at each login

    public VerificationKey {
        algorithms = Set.copyOf(algorithms);
    }

    /**
     * @param algorithm of a shared secret
     * @throws IllegalArgumentException saying what it is and what was expected
     */
    static VerificationKey secret(@Nullable String id, Algorithm algorithm, byte[] secret) {
        if (!Algorithm.HMAC.contains(algorithm)) {
            throw new IllegalArgumentException("a secret for " + algorithm + " (expected: a public key)");
        }
        int least = algorithm.bytes(); // RFC 7518 section 3.2: as long as the hash
        if (secret.length < least) {
            throw new IllegalArgumentException(
                    "a secret of " + secret.length + " bytes (expected: " + least + " bytes or more)");
        }
        return new VerificationKey(id, Set.of(algorithm), new SecretKeySpec(secret, "HMAC"));
    }

    /** @throws IllegalArgumentException saying what it is and what was expected */
    static VerificationKey of(@Nullable String id, PublicKey key) {
        return new VerificationKey(id, algorithms(key), key);
    }

    private static Set<Algorithm> algorithms(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
                throw new IllegalArgumentException("an RSA key of " + bits + " bits (expected: " + LEAST_RSA_BITS
                        + " to " + MOST_RSA_BITS + " bits)");
            }
            return Algorithm.RSA;
        }
        if (key instanceof ECPublicKey ec) {
            return EllipticCurve.of(ec.getParams())
                    .map(curve -> Set.of(curve.algorithm()))
                    .orElseThrow(VerificationKey::otherKind);
        }
        if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            return Algorithm.ED25519_NAMES;
        }
        throw otherKind();
    }

    private static IllegalArgumentException otherKind() {
        return new IllegalArgumentException(
                "a key of another kind (expected: RSA, EC on P-256, P-384 or P-521, or Ed25519)");
    }

    /**
     * The same for no more than these algorithms.
     *
     * @throws IllegalArgumentException when it is for none of them
     */
    VerificationKey only(Set<Algorithm> allowed) {
        Set<Algorithm> both = EnumSet.copyOf(algorithms);
        both.retainAll(allowed);
        if (both.isEmpty()) {
            throw new IllegalArgumentException(
                    "a key for " + first(algorithms) + " (expected: one for " + first(allowed) + ")");
        }
        return new VerificationKey(id, both, key);
    }

    private static Algorithm first(Set<Algorithm> some) {
        return Arrays.stream(Algorithm.values())
                .filter(some::contains)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Whether a token with this header, and a signature of this length, may be of this key. vertx-auth-jwt adds zeros to
     * shorter signatures, and takes those of elliptic curves in DER too: a token would have several spellings.
     */
    public boolean fits(@Nullable String alg, @Nullable String kid, int signatureBytes) {
        return (kid == null || id == null || id.equals(kid))
                && algorithms.stream()
                        .anyMatch(each -> each.toString().equals(alg) && signatureBytes(each) == signatureBytes);
    }

    private int signatureBytes(Algorithm algorithm) {
        return key instanceof RSAPublicKey rsa ? (rsa.getModulus().bitLength() + 7) / 8 : algorithm.bytes();
    }

    /** For vertx-auth-jwt, which does not know the new name of Ed25519. */
    public List<PubSecKeyOptions> options() {
        Buffer material = key instanceof PublicKey ? pem() : Buffer.buffer(key.getEncoded());
        return algorithms.stream()
                .filter(each -> each != Algorithm.ED25519)
                .map(each ->
                        new PubSecKeyOptions().setAlgorithm(each.toString()).setBuffer(material))
                .toList();
    }

    private Buffer pem() {
        return Buffer.buffer("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return first(algorithms) + " key";
    }
}
