// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.token;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** Public keys and key sets as JSON (JWK, JWKS), as issuers publish them. */
public final class JwkJson {
    private static final int ED25519_BYTES = 32;

    /** A set of these keys; the arguments need not be keys. */
    public static JsonObject set(JsonObject... keys) {
        JsonArray entries = new JsonArray();
        Arrays.asList(keys).forEach(entries::add);
        return new JsonObject().put("keys", entries);
    }

    static JsonObject of(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return new JsonObject()
                    .put("kty", "RSA")
                    .put("n", text(bytes(rsa.getModulus(), rsa.getModulus().bitLength() / 8)))
                    .put("e", text(rsa.getPublicExponent().toByteArray()));
        }
        if (key instanceof ECPublicKey ec) {
            int bits = ec.getParams().getCurve().getField().getFieldSize();
            int length = (bits + 7) / 8;
            return new JsonObject()
                    .put("kty", "EC")
                    .put("crv", "P-" + bits)
                    .put("x", text(bytes(ec.getW().getAffineX(), length)))
                    .put("y", text(bytes(ec.getW().getAffineY(), length)));
        }
        if (key instanceof EdECPublicKey ed) {
            byte[] encoded = ed.getEncoded(); // the key itself comes last
            return new JsonObject()
                    .put("kty", "OKP")
                    .put("crv", "Ed25519")
                    .put("x", text(Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length)));
        }
        throw new IllegalArgumentException("no JWK for " + key.getAlgorithm());
    }

    /** Without the sign byte, and with leading zeros. */
    private static byte[] bytes(BigInteger number, int length) {
        byte[] all = number.toByteArray();
        byte[] fitted = new byte[length];
        int count = Math.min(all.length, length);
        System.arraycopy(all, all.length - count, fitted, length - count, count);
        return fitted;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private JwkJson() {}
}
