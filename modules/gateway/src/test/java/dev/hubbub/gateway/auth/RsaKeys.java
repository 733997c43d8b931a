// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.testkit.token.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** RSA keys of the file {@code rsa-keys.pem}: to make one takes a second where code is not optimized. */
public final class RsaKeys {
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<KeyPair> PAIRS =
            KEY.matcher(file()).results().map(key -> pair(key.group(1))).toList();

    /** Signs by an RSA algorithm with the key of this number, 0 to 7. */
    public static Tokens tokens(String algorithm, int number) {
        return Tokens.pair(algorithm, PAIRS.get(number));
    }

    private static String file() {
        try (InputStream file = RsaKeys.class.getResourceAsStream("/rsa-keys.pem")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair pair(String base64) {
        byte[] encoded = Base64.getMimeDecoder().decode(base64);
        try {
            KeyFactory keys = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) keys.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new KeyPair(
                    keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA key", e);
        }
    }

    private RsaKeys() {}
}
