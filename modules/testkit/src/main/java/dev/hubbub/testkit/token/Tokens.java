// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.token;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
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
        SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        return new Tokens("HS256", input -> hmac(key, input), null);
    }

    /** Signs with a new RSA key pair; the hub gets its {@link #publicKey()} or {@link #jwk}. */
    public static Tokens rs256() {
        return pair("RS256", "RSA", "SHA256withRSA");
    }

    /** The same with an elliptic curve. */
    public static Tokens es256() {
        return pair("ES256", "EC", "SHA256withECDSAinP1363Format");
    }

    /** The same with Ed25519. */
    public static Tokens eddsa() {
        return pair("EdDSA", "Ed25519", "Ed25519");
    }

    private static Tokens pair(String algorithm, String kind, String signature) {
        KeyPair pair = keyPair(kind);
        return new Tokens(algorithm, input -> sign(signature, pair.getPrivate(), input), pair.getPublic());
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

    private static byte[] hmac(SecretKeySpec key, byte[] input) throws NoSuchAlgorithmException, InvalidKeyException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return mac.doFinal(input);
    }

    private static byte[] sign(String algorithm, PrivateKey key, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    private static KeyPair keyPair(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (kind.equals("RSA")) {
                generator.initialize(2048);
            } else if (kind.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + kind, e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
