// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.token;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs tokens as a host app does, with the JDK alone: {@code Tokens.hs256(secret).user("alice").sign()}. Signs
 * any content, so that a test can also make tokens that a hub must refuse.
 */
public final class Tokens {
    private final String algorithm;
    private final Signer signer;
    private final @Nullable PublicKey publicKey;

    private interface Signer {
        byte[] sign(byte[] input) throws GeneralSecurityException;
    }

    private Tokens(String algorithm, Signer signer, @Nullable PublicKey publicKey) {
        this.algorithm = algorithm;
        this.signer = signer;
        this.publicKey = publicKey;
    }

    /** Signs with a shared secret. */
    public static Tokens hs256(String secret) {
        return hmac("HS256", secret);
    }

    /** Signs with a shared secret by HS256, HS384 or HS512. */
    public static Tokens hmac(String algorithm, String secret) {
        String name = "HmacSHA" + algorithm.substring(2);
        SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), name);
        return new Tokens(algorithm, input -> hmac(name, key, input), null);
    }

    /** Signs with a new RSA key pair; the hub gets its {@link #publicKey()} or {@link #jwk}. */
    public static Tokens rs256() {
        return pair("RS256");
    }

    /** The same with an elliptic curve. */
    public static Tokens es256() {
        return pair("ES256");
    }

    /** The same with Ed25519. */
    public static Tokens eddsa() {
        return pair("EdDSA");
    }

    /** Signs with a new key pair by any public-key algorithm of JWTs, such as {@code PS384} or {@code ES512}. */
    public static Tokens pair(String algorithm) {
        return pair(algorithm, SigningAlgorithm.of(algorithm).keyPair());
    }

    /** Signs with this key pair, which is of the kind that the algorithm needs. */
    public static Tokens pair(String algorithm, KeyPair pair) {
        SigningAlgorithm signing = SigningAlgorithm.of(algorithm);
        return new Tokens(algorithm, input -> signing.sign(pair.getPrivate(), input), pair.getPublic());
    }

    /** The same key under another name of its algorithm. */
    public Tokens named(String other) {
        return new Tokens(other, signer, publicKey);
    }

    /** Makes tokens without a signature, as {@code alg: none}. A hub must refuse them. */
    public static Tokens unsigned() {
        return new Tokens("none", input -> new byte[0], null);
    }

    /** The public key, as PEM. */
    public String publicKey() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(requirePublicKey().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    /** The public key as an issuer publishes it in a JWKS. */
    public JsonObject jwk(String kid) {
        return JwkJson.of(requirePublicKey())
                .put("kid", kid)
                .put("alg", algorithm)
                .put("use", "sig");
    }

    private PublicKey requirePublicKey() {
        if (publicKey == null) {
            throw new IllegalStateException(algorithm + " has no public key");
        }
        return publicKey;
    }

    /** A token for this user that is valid for an hour. */
    public Token user(String id) {
        return Token.of(this, id);
    }

    /** Signs any header and any claims, which need not even be JSON. */
    public String sign(String header, String claims) {
        String input =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            return input + "." + base64(signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + algorithm, e);
        }
    }

    /** The token with other claims and the old signature. A hub must refuse it. */
    public static String forged(String token, JsonObject claims) {
        String[] parts = token.split("\\.", -1);
        return parts[0] + "." + base64(claims.encode().getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }

    JsonObject header() {
        return new JsonObject().put("alg", algorithm).put("typ", "JWT");
    }

    private static byte[] hmac(String name, SecretKeySpec key, byte[] input)
            throws NoSuchAlgorithmException, InvalidKeyException {
        Mac mac = Mac.getInstance(name);
        mac.init(key);
        return mac.doFinal(input);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
