// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.testkit.token.JwkJson;
import dev.hubbub.testkit.token.Token;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The algorithms that issuers sign by, each with its keys and no others. */
@ExtendWith(VertxExtension.class)
final class AlgorithmsTest {
    private static final List<String> RSA = List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
    private static final Map<String, Tokens> PAIRS = Stream.concat(
                    RSA.stream(), Stream.of("ES256", "ES384", "ES512", "EdDSA"))
            .collect(Collectors.toMap(name -> name, AlgorithmsTest::own));

    @TempDir
    private Path dir;

    private Vertx vertx;

    @BeforeEach
    void remember(Vertx vertx) {
        this.vertx = vertx;
    }

    /** An RSA key of its own for each RSA algorithm, like others. */
    private static Tokens own(String algorithm) {
        int number = RSA.indexOf(algorithm);
        return number < 0 ? Tokens.pair(algorithm) : RsaKeys.tokens(algorithm, number);
    }

    /** A key that no hub knows. */
    private static Tokens strange(String algorithm) {
        return RSA.contains(algorithm) ? RsaKeys.tokens(algorithm, RSA.size()) : Tokens.pair(algorithm);
    }

    private TokenVerifier verifier(JsonObject settings) throws Exception {
        AuthConfig auth = Json.read(settings, AuthConfig.class);
        return new TokenVerifier(vertx, auth, KeyRing.open(vertx, auth).await(5, SECONDS));
    }

    /** That knows these keys from a set of keys. */
    private TokenVerifier knowing(JsonObject... keys) throws Exception {
        Path file =
                Files.writeString(dir.resolve("keys.json"), JwkJson.set(keys).encode());
        return verifier(new JsonObject().put("jwks", file.toString()));
    }

    private static Tokens keys(String algorithm) {
        return PAIRS.get(algorithm);
    }

    private static void taken(TokenVerifier verifier, Token token) throws Exception {
        assertThat(verifier.verify(token.sign()).await(5, SECONDS).caller().user())
                .isEqualTo(new UserId("ann"));
    }

    private static void refused(TokenVerifier verifier, String token) {
        assertThatThrownBy(() -> verifier.verify(token).await(5, SECONDS))
                .as(token)
                .hasMessageContaining("token is not signed by a key of this hub");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    void publicKeyVerifiesTokensOfItsKindFromASetAndFromASetting(String algorithm) throws Exception {
        Tokens keys = keys(algorithm);
        List<String> wrong = new ArrayList<>();
        wrong.add(strange(algorithm).user("ann").sign());
        for (String other : PAIRS.keySet()) {
            if (!other.equals(algorithm)) {
                wrong.add(keys.user("ann").header("alg", other).sign());
                wrong.add(keys(other).user("ann").header("alg", algorithm).sign());
            }
        }
        wrong.add(Tokens.hs256(keys.publicKey()).user("ann").sign());
        wrong.add(cut(keys.user("ann").sign()));
        assertThat(wrong).hasSize(21);
        for (TokenVerifier ours : List.of(
                knowing(keys.jwk("k")),
                knowing(without(keys.jwk("k"), "alg")),
                verifier(new JsonObject().put("publicKey", keys.publicKey())))) {
            taken(ours, keys.user("ann").header("kid", "k"));
            taken(ours, keys.user("ann"));
            wrong.forEach(token -> refused(ours, token));
        }
    }

    private static JsonObject without(JsonObject json, String field) {
        json.remove(field);
        return json;
    }

    /** The same token with a shorter signature. */
    private static String cut(String token) {
        int dot = token.lastIndexOf('.') + 1;
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot));
        byte[] shorter = Arrays.copyOf(signature, signature.length - 2);
        return token.substring(0, dot) + Base64.getUrlEncoder().withoutPadding().encodeToString(shorter);
    }

    @Test
    void keyWhoseAlgorithmIsNamedVerifiesNoOther() throws Exception {
        Tokens pss = keys("PS256");
        for (String named : RSA) {
            TokenVerifier ours = knowing(pss.jwk("k").put("alg", named));
            if (named.equals("PS256")) {
                taken(ours, pss.user("ann"));
            } else {
                refused(ours, pss.user("ann").sign());
            }
        }
        TokenVerifier rs256 = verifier(new JsonObject().put("rs256", pss.publicKey()));
        refused(rs256, pss.user("ann").sign());
    }

    @Test
    void ed25519HasTwoNames() throws Exception {
        Tokens old = keys("EdDSA");
        Tokens renamed = old.named("Ed25519");
        for (TokenVerifier ours : List.of(
                knowing(old.jwk("k")),
                knowing(renamed.jwk("k")),
                verifier(new JsonObject().put("eddsa", old.publicKey())))) {
            taken(ours, old.user("ann"));
            taken(ours, renamed.user("ann"));
            refused(ours, Tokens.eddsa().named("Ed25519").user("ann").sign());
            refused(ours, old.named("Ed448").user("ann").sign());
        }
    }

    @Test
    void secretOfASetIsForTheHashThatItIsLongEnoughFor() throws Exception {
        String secret = "0123456789abcdef0123456789abcdef";
        for (String alg : List.of("HS384", "HS512", "RS256", "HS1")) {
            assertThatThrownBy(() -> knowing(oct(secret).put("alg", alg))).hasMessageContaining("no usable key");
        }
        taken(knowing(oct(secret)), Tokens.hs256(secret).user("ann"));
        TokenVerifier ours = knowing(oct(secret + secret).put("alg", "HS512"));
        taken(ours, Tokens.hmac("HS512", secret + secret).user("ann"));
        refused(ours, Tokens.hs256(secret + secret).user("ann").sign());
    }

    private static JsonObject oct(String secret) {
        return new JsonObject()
                .put("kty", "oct")
                .put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes()));
    }

    @Test
    void unknownCurvesAndAlgorithmsOfASetAreSkipped() {
        JsonObject ec = keys("ES256").jwk("k");
        for (JsonObject odd : List.of(
                ec.copy().put("crv", "secp256k1"),
                ec.copy().put("crv", "P-384"),
                ec.copy().put("alg", "ES384"),
                ec.copy().put("alg", "ECDH-ES"),
                without(ec.copy(), "crv"),
                keys("RS256").jwk("k").put("alg", "RSA-OAEP"))) {
            assertThatThrownBy(() -> knowing(odd)).hasMessageContaining("no usable key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "AT+JWT", "application/at+jwt", "application/jwt", "Application/AT+JWT"})
    void accessTokensMayBeNamedWithTheWholeMediaType(String type) throws Exception {
        Tokens keys = keys("ES384");
        taken(knowing(keys.jwk("k")), keys.user("ann").header("typ", type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/",
                "application/id+jwt",
                "text/jwt",
                "application/application/jwt",
                "logout+jwt",
                "jwt "
            })
    void otherMediaTypesAreRefused(String type) throws Exception {
        Tokens keys = keys("ES384");
        TokenVerifier ours = knowing(keys.jwk("k"));
        assertThatThrownBy(() ->
                        ours.verify(keys.user("ann").header("typ", type).sign()).await(5, SECONDS))
                .hasMessageContaining("token is of another type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\"", "  %s  "})
    void lineBreaksOfAPemMayBeWrittenAsInOneLine(String around) throws Exception {
        Tokens keys = keys("RS512");
        for (String end : List.of("\\n", "\\r\\n", "\n", "\r\n", " ")) {
            String pem = keys.publicKey().strip().replace("\n", end);
            taken(verifier(new JsonObject().put("publicKey", around.formatted(pem))), keys.user("ann"));
        }
    }
}
