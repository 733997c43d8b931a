// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One key of a set, RFC 7517. Certificates in the set say nothing.
 */
final class Jwk {
    private static final int ED25519_BYTES = 32;

    private final JsonObject json;

    private Jwk(JsonObject json) {
        this.json = json;
    }

    /**
     * @param published whether the set is public
     * @throws IllegalArgumentException saying why the key is of no use
     */
    static VerificationKey read(JsonObject json, boolean published) {
        try {
            return new Jwk(json).read(published);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("numbers that make no key");
        }
    }

    private VerificationKey read(boolean published) throws GeneralSecurityException {
        checkPurpose();
        String kid = text("kid");
        return switch (required("kty")) {
            case "oct" -> secret(kid, published);
            case "RSA" -> restricted(VerificationKey.of(kid, rsa()));
            case "EC" -> restricted(VerificationKey.of(kid, ec()));
            case "OKP" -> restricted(VerificationKey.of(kid, ed()));
            default -> throw new IllegalArgumentException("an unknown kty");
        };
    }

    /** A key whose algorithm is named is for no other; one of two names of the same is for both. */
    private VerificationKey restricted(VerificationKey key) {
        return algorithm()
                .map(alg -> Algorithm.ED25519_NAMES.contains(alg) ? Algorithm.ED25519_NAMES : Set.of(alg))
                .map(key::only)
                .orElse(key);
    }

    private Optional<Algorithm> algorithm() {
        String alg = text("alg");
        if (alg == null) {
            return Optional.empty();
        }
        return Optional.of(Algorithm.of(alg)
                .orElseThrow(() -> new IllegalArgumentException(
                        "an alg that is not for signatures, or unknown (expected: such as RS256, ES256 or EdDSA)")));
    }

    private void checkPurpose() {
        String use = text("use");
        if (use != null && !use.equals("sig")) {
            throw new IllegalArgumentException("a use other than sig");
        }
        if (json.getValue("key_ops") instanceof JsonArray operations && !operations.contains("verify")) {
            throw new IllegalArgumentException("key_ops without verify");
        }
        if (json.containsKey("d")) {
            throw new IllegalArgumentException("the private half, which makes it anybody's");
        }
    }

    private VerificationKey secret(@Nullable String kid, boolean published) {
        if (published) {
            throw new IllegalArgumentException("a shared secret in a public document");
        }
        return VerificationKey.secret(kid, algorithm().orElse(Algorithm.HS256), bytes("k"));
    }

    private PublicKey rsa() throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number("n"), number("e")));
    }

    private PublicKey ec() throws GeneralSecurityException {
        EllipticCurve curve = EllipticCurve.of(required("crv"))
                .orElseThrow(() -> new IllegalArgumentException("a crv other than P-256, P-384 and P-521"));
        return KeyFactory.getInstance("EC").generatePublic(curve.key(number("x"), number("y")));
    }

    /** RFC 8032 section 5.1.2: little-endian, the highest bit is that of x. */
    private PublicKey ed() throws GeneralSecurityException {
        if (!required("crv").equals("Ed25519")) {
            throw new IllegalArgumentException("a crv other than Ed25519");
        }
        byte[] bytes = bytes("x");
        if (bytes.length != ED25519_BYTES) {
            throw new IllegalArgumentException("an x that is not 32 bytes long");
        }
        byte[] y = new byte[ED25519_BYTES];
        for (int i = 0; i < ED25519_BYTES; i++) {
            y[i] = bytes[ED25519_BYTES - 1 - i];
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
        return KeyFactory.getInstance("EdDSA").generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private BigInteger number(String field) {
        return new BigInteger(1, bytes(field));
    }

    private byte[] bytes(String field) {
        try {
            return Base64.getUrlDecoder().decode(required(field));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no " + field + ", or one that is not base64url");
        }
    }

    private String required(String field) {
        String text = text(field);
        if (text == null) {
            throw new IllegalArgumentException("no " + field);
        }
        return text;
    }

    private @Nullable String text(String field) {
        Object value = json.getValue(field);
        if (value != null && !(value instanceof String)) {
            throw new IllegalArgumentException("a " + field + " that is not a text");
        }
        return (String) value;
    }
}
