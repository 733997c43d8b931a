// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.auth.PubSecKeyOptions;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies tokens of one algorithm, and is strong enough for it.
 *
 * @param id the {@code kid} of the tokens that it verifies; null: whatever theirs is
 * @param algorithm of those tokens
 * @param material a secret, or a public key as PEM
 */
public record VerificationKey(@Nullable String id, Algorithm algorithm, Buffer material) {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192; // larger ones cost time at each login
    private static final int LEAST_SECRET_BYTES = 32; // RFC 7518 section 3.2: as long as the hash

    /** @throws IllegalArgumentException saying what it is and what was expected */
    static VerificationKey secret(@Nullable String id, Buffer secret) {
        if (secret.length() < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "a secret of " + secret.length() + " bytes (expected: " + LEAST_SECRET_BYTES + " bytes or more)");
        }
        return new VerificationKey(id, Algorithm.HS256, secret);
    }

    /** @throws IllegalArgumentException saying what it is and what was expected */
    static VerificationKey of(@Nullable String id, PublicKey key) {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        return new VerificationKey(id, algorithm(key), Buffer.buffer(pem));
    }

    private static Algorithm algorithm(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
                throw new IllegalArgumentException("an RSA key of " + bits + " bits (expected: " + LEAST_RSA_BITS
                        + " to " + MOST_RSA_BITS + " bits)");
            }
            return Algorithm.RS256;
        }
        if (key instanceof ECPublicKey ec && isP256(ec.getParams())) {
            return Algorithm.ES256;
        }
        if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            return Algorithm.EDDSA;
        }
        throw new IllegalArgumentException("a key of another kind (expected: RSA, EC on P-256, or Ed25519)");
    }

    private static boolean isP256(ECParameterSpec curve) {
        ECParameterSpec p256 = p256();
        return curve.getCurve().equals(p256.getCurve())
                && curve.getOrder().equals(p256.getOrder())
                && curve.getGenerator().equals(p256.getGenerator());
    }

    static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    /** Whether tokens with this header may be of this key. */
    public boolean fits(@Nullable String alg, @Nullable String kid) {
        return algorithm.toString().equals(alg) && (kid == null || id == null || id.equals(kid));
    }

    public PubSecKeyOptions options() {
        return new PubSecKeyOptions().setAlgorithm(algorithm.toString()).setBuffer(material);
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return algorithm + " key";
    }
}
