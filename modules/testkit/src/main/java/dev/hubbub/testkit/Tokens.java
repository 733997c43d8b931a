// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs tokens as a host app does, with the JDK alone: {@code Tokens.hs256(secret).user("alice").sign()}. Signs
 * whatever it is given, so that a test can also show a hub what it must refuse.
 */
public final class Tokens {
    private final String algorithm;
    private final Signer signer;
    private final String publicKey;

    private interface Signer {
        byte[] sign(byte[] input) throws GeneralSecurityException;
    }

    private Tokens(String algorithm, Signer signer, String publicKey) {
        this.algorithm = algorithm;
        this.signer = signer;
        this.publicKey = publicKey;
    }

    /** With a shared secret. */
    public static Tokens hs256(String secret) {
        SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        return new Tokens("HS256", input -> hmac(key, input), null);
    }

    /** With a key pair made for this object; the hub gets its {@link #publicKey()}. */
    public static Tokens rs256() {
        KeyPair pair = keyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        return new Tokens("RS256", input -> rsa(pair.getPrivate(), input), pem);
    }

    /** Without a signature, as {@code alg: none}. A hub must refuse such tokens. */
    public static Tokens unsigned() {
        return new Tokens("none", input -> new byte[0], null);
    }

    /** The public key of {@link #rs256()}, as PEM. */
    public String publicKey() {
        if (publicKey == null) {
            throw new IllegalStateException(algorithm + " has no public key");
        }
        return publicKey;
    }

    /** A token of this user, for the next hour. */
    public Token user(String id) {
        return Token.of(this, id);
    }

    /** Signs any header and any claims, which need not even be JSON. */
    public String sign(String header, String claims) {
        String input =
                part(header.getBytes(StandardCharsets.UTF_8)) + "." + part(claims.getBytes(StandardCharsets.UTF_8));
        try {
            return input + "." + part(signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + algorithm, e);
        }
    }

    /** The token with other claims under the signature that it has. A hub must refuse it. */
    public static String forged(String token, JsonObject claims) {
        String[] parts = token.split("\\.", -1);
        return parts[0] + "." + part(claims.encode().getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }

    JsonObject header() {
        return new JsonObject().put("alg", algorithm).put("typ", "JWT");
    }

    private static byte[] hmac(SecretKeySpec key, byte[] input) throws NoSuchAlgorithmException, InvalidKeyException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return mac.doFinal(input);
    }

    private static byte[] rsa(PrivateKey key, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
