// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys as PEM text. */
final class PemKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
    private static final String PSS = "RSASSA-PSS";
    private static final List<String> KINDS = List.of("RSA", PSS, "EC", "Ed25519");

    /** @throws IllegalArgumentException naming the setting, when this is no key of these algorithms, or a weak one */
    static VerificationKey read(String setting, String pem, Set<Algorithm> allowed) {
        Matcher matcher = PEM.matcher(unquoted(pem));
        if (!matcher.matches()) {
            throw refused(setting, "not a public key (expected: PEM that begins with BEGIN PUBLIC KEY)");
        }
        try {
            return key(decode(matcher.group(1))).only(allowed);
        } catch (IllegalArgumentException e) {
            throw refused(setting, String.valueOf(e.getMessage()));
        }
    }

    /** A variable holds one line: its line breaks may be written {@code \\n}, and quotes may be around it. */
    private static String unquoted(String pem) {
        String lines = pem.replace("\\r", "\r").replace("\\n", "\n").strip();
        boolean quoted = lines.length() > 1 && lines.startsWith("\"") && lines.endsWith("\"");
        return quoted ? lines.substring(1, lines.length() - 1).strip() : lines;
    }

    private static PublicKey decode(String base64) {
        return KINDS.stream()
                .flatMap(kind -> decode(kind, base64).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "not a public key (expected: RSA, EC on P-256, P-384 or P-521, or Ed25519)"));
    }

    private static Optional<PublicKey> decode(String kind, String base64) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty(); // a key of another kind, or of none
        }
    }

    private static VerificationKey key(PublicKey key) {
        return key instanceof RSAPublicKey rsa && rsa.getAlgorithm().equals(PSS)
                ? pss(rsa)
                : VerificationKey.of(null, key);
    }

    /** The same key without the mark that it is for PSS, with one hash perhaps, which vertx-auth-jwt does not read. */
    private static VerificationKey pss(RSAPublicKey marked) {
        RSAPublicKeySpec plain = new RSAPublicKeySpec(marked.getModulus(), marked.getPublicExponent());
        try {
            return VerificationKey.of(null, KeyFactory.getInstance("RSA").generatePublic(plain))
                    .only(marked.getParams() instanceof PSSParameterSpec one ? pss(one) : Algorithm.RSA_PSS);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e.getMessage() + " (expected: an RSA key)", e);
        }
    }

    private static Set<Algorithm> pss(PSSParameterSpec one) {
        return Algorithm.of(one.getDigestAlgorithm().replace("SHA-", "PS"))
                .map(Set::of)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a key for PSS with " + one.getDigestAlgorithm() + " (expected: SHA-256, SHA-384 or SHA-512)"));
    }

    private static IllegalArgumentException refused(String setting, String why) {
        return new IllegalArgumentException(setting + ": " + why);
    }

    private PemKeys() {}
}
