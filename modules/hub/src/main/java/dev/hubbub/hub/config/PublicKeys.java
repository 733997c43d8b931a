// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text is the public key that we need: a broken key must stop the start, not the first login. */
final class PublicKeys {
    private static final int LEAST_BITS = 2048;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    static void check(String key, String pem) {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.matches()) {
            throw refused(key, "not a public key", "PEM that begins with BEGIN PUBLIC KEY");
        }
        int bits = bits(key, matcher.group(1));
        if (bits < LEAST_BITS) {
            throw refused(key, "a key of " + bits + " bits", LEAST_BITS + " bits or more");
        }
    }

    private static int bits(String key, String base64) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded))
                            instanceof RSAPublicKey rsa
                    ? rsa.getModulus().bitLength()
                    : 0;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw refused(key, "not an RSA public key", "the public half of the key that signs your tokens");
        }
    }

    private static ConfigException refused(String key, String what, String expected) {
        return new ConfigException(key + ": " + what + " (expected: " + expected + ")");
    }

    private PublicKeys() {}
}
