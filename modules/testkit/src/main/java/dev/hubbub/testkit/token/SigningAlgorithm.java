// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.token;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the JDK signs by an algorithm of RFC 7518 or RFC 8037.
 *
 * @param kind of the key
 * @param size of the key, or its curve
 * @param signature what the JDK calls it
 * @param parameters of the signature; null: none
 */
record SigningAlgorithm(
        String kind,
        @Nullable AlgorithmParameterSpec size,
        String signature,
        @Nullable AlgorithmParameterSpec parameters) {
    private static final Map<String, String> CURVES =
            Map.of("256", "secp256r1", "384", "secp384r1", "512", "secp521r1");
    private static final AlgorithmParameterSpec BITS = new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);

    /** By its name in the header of a token. */
    static SigningAlgorithm of(String name) {
        String hash = name.substring(2);
        return switch (name.substring(0, 2)) {
            case "RS" -> new SigningAlgorithm("RSA", BITS, "SHA" + hash + "withRSA", null);
            case "PS" -> new SigningAlgorithm("RSA", BITS, "RSASSA-PSS", pss(Integer.parseInt(hash)));
            case "ES" ->
                new SigningAlgorithm(
                        "EC",
                        new ECGenParameterSpec(Objects.requireNonNull(CURVES.get(hash), name)),
                        "SHA" + hash + "withECDSAinP1363Format",
                        null);
            default -> new SigningAlgorithm("Ed25519", null, "Ed25519", null);
        };
    }

    private static PSSParameterSpec pss(int bits) {
        String hash = "SHA-" + bits;
        return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1);
    }

    KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (size != null) {
                generator.initialize(size);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + kind, e);
        }
    }

    byte[] sign(PrivateKey key, byte[] input) throws GeneralSecurityException {
        Signature signing = Signature.getInstance(signature);
        if (parameters != null) {
            signing.setParameter(parameters);
        }
        signing.initSign(key);
        signing.update(input);
        return signing.sign();
    }
}
