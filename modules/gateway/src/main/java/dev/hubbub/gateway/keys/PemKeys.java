// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys as PEM text. */
final class PemKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

    /** @throws IllegalArgumentException naming the setting, when this is no key of the algorithm, or a weak one */
    static VerificationKey read(String setting, Algorithm algorithm, String pem) {
        Matcher matcher = PEM.matcher(pem.strip());
        if (!matcher.matches()) {
            throw refused(setting, "not a public key (expected: PEM that begins with BEGIN PUBLIC KEY)");
        }
        VerificationKey key;
        try {
            key = VerificationKey.of(null, decode(matcher.group(1)));
        } catch (IllegalArgumentException e) {
            throw refused(setting, String.valueOf(e.getMessage()));
        }
        if (key.algorithm() != algorithm) {
            throw refused(setting, "a key for " + key.algorithm() + " (expected: one for " + algorithm + ")");
        }
        return key;
    }

    private static PublicKey decode(String base64) {
        return KINDS.stream()
                .flatMap(kind -> decode(kind, base64).stream())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("not a public key (expected: RSA, EC on P-256, or Ed25519)"));
    }

    private static Optional<PublicKey> decode(String kind, String base64) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty(); // a key of another kind, or of none
        }
    }

    private static IllegalArgumentException refused(String setting, String why) {
        return new IllegalArgumentException(setting + ": " + why);
    }

    private PemKeys() {}
}
