// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.json.Json;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signature has one spelling, and a key verifies what it is marked for: vertx-auth-jwt asks for neither. */
@ExtendWith(VertxExtension.class)
final class SignaturesTest {
    private Vertx vertx;

    @BeforeEach
    void remember(Vertx vertx) {
        this.vertx = vertx;
    }

    private static JsonObject endingInZero(String algorithm) {
        try (InputStream file = SignaturesTest.class.getResourceAsStream("/signatures-ending-in-zero.json")) {
            return new JsonObject(Buffer.buffer(Objects.requireNonNull(file).readAllBytes())).getJsonObject(algorithm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TokenVerifier knowing(String setting, String pem) throws Exception {
        AuthConfig auth = Json.read(new JsonObject().put(setting, pem), AuthConfig.class);
        return new TokenVerifier(vertx, auth, KeyRing.open(vertx, auth).await(5, SECONDS));
    }

    private static void refused(TokenVerifier verifier, String token) {
        assertThatThrownBy(() -> verifier.verify(token).await(5, SECONDS))
                .as(token)
                .hasMessageContaining("token is not signed by a key of this hub");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "nbf", "iat"})
    void timeThatIsNoNumberIsCalledWrongAndNotUnsigned(String claim) throws Exception {
        Tokens keys = Tokens.es256();
        TokenVerifier ours = knowing("publicKey", keys.publicKey());
        for (Object wrong : new Object[] {"1", true, new JsonArray().add(1), new JsonObject()}) {
            String token = keys.user("ann").claim(claim, wrong).sign();
            assertThatThrownBy(() -> ours.verify(token).await(5, SECONDS))
                    .hasMessageContaining("token has a claim of the wrong type");
        }
    }

    private static byte[] signature(String token) {
        return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
    }

    /** The same token with this signature. */
    private static String with(String token, byte[] signature) {
        return token.substring(0, token.lastIndexOf('.') + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "EdDSA", "Ed25519"})
    void signatureWithoutItsLastZeroIsRefused(String algorithm) throws Exception {
        JsonObject made = endingInZero(algorithm);
        TokenVerifier ours = knowing("publicKey", made.getString("publicKey"));
        String token = made.getString("token");
        assertThatThrownBy(() -> ours.verify(token).await(5, SECONDS))
                .as("what is signed is read: it was made long ago")
                .hasMessageContaining("token has expired");
        byte[] whole = signature(token);
        assertThat(whole[whole.length - 1]).isZero();
        refused(ours, with(token, Arrays.copyOf(whole, whole.length - 1)));
        refused(ours, with(token, Arrays.copyOf(whole, whole.length + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "ES512"})
    void signatureOfACurveInDerOrOfZerosIsRefused(String algorithm) throws Exception {
        Tokens keys = Tokens.pair(algorithm);
        TokenVerifier ours = knowing("publicKey", keys.publicKey());
        String token = keys.user("ann").sign();
        ours.verify(token).await(5, SECONDS);
        byte[] plain = signature(token);
        refused(ours, with(token, der(plain)));
        refused(ours, with(token, new byte[plain.length]));
        byte[] half = Arrays.copyOf(Arrays.copyOf(plain, plain.length / 2), plain.length);
        refused(ours, with(token, half));
    }

    /** Two numbers as ASN.1. */
    private static byte[] der(byte[] plain) {
        int half = plain.length / 2;
        Buffer numbers = Buffer.buffer();
        for (int from : new int[] {0, half}) {
            byte[] number = new BigInteger(1, Arrays.copyOfRange(plain, from, from + half)).toByteArray();
            numbers.appendByte((byte) 2).appendByte((byte) number.length).appendBytes(number);
        }
        Buffer sequence = Buffer.buffer().appendByte((byte) 0x30);
        if (numbers.length() > 127) {
            sequence.appendByte((byte) 0x81);
        }
        return sequence.appendByte((byte) numbers.length())
                .appendBuffer(numbers)
                .getBytes();
    }

    @Test
    void rsaKeyThatIsMarkedForPssVerifiesPssAloneAndOneHashWhereItSaysSo() throws Exception {
        Tokens keys = RsaKeys.tokens("PS384", 0);
        for (String pem : List.of(marked(keys, null), marked(keys, "SHA-384"))) {
            TokenVerifier ours = knowing("publicKey", pem);
            ours.verify(keys.user("ann").sign()).await(5, SECONDS);
            refused(ours, keys.named("RS384").user("ann").sign());
        }
        noKey("publicKey", marked(keys, "SHA-1"), "a key for PSS with SHA-1 (expected: SHA-256, SHA-384 or SHA-512)");
        noKey("rs256", marked(keys, null), "a key for PS256 (expected: one for RS256)");
        noKey("rs256", marked(keys, "SHA-384"), "a key for PS384 (expected: one for RS256)");
    }

    private void noKey(String setting, String pem, String why) {
        assertThatThrownBy(() -> knowing(setting, pem)).hasMessageContaining("auth." + setting + ": " + why);
    }

    /** The public key as one for PSS with this hash; null: with any. */
    private static String marked(Tokens keys, @Nullable String hash) throws Exception {
        byte[] plain = Base64.getMimeDecoder().decode(keys.publicKey().replaceAll("-----.*-----", ""));
        RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(plain));
        PSSParameterSpec one =
                hash == null ? null : new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), 20, 1);
        byte[] encoded = KeyFactory.getInstance("RSASSA-PSS")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent(), one))
                .getEncoded();
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
    }
}
