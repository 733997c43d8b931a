// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
final class TokenVerifierTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Tokens HS = Tokens.hs256(SECRET);
    private static final Tokens RS = RsaKeys.tokens("RS256", 0);
    private static final Tokens OTHER_RS = RsaKeys.tokens("RS256", 1);

    private Vertx vertx;
    private TokenVerifier verifier;

    @BeforeEach
    void verifier(Vertx vertx) throws Exception {
        this.vertx = vertx;
        this.verifier = verifier(AuthConfig.withKeys(SECRET, null));
    }

    private TokenVerifier verifier(AuthConfig auth) throws Exception {
        return new TokenVerifier(vertx, auth, KeyRing.open(vertx, auth).await(5, SECONDS));
    }

    private static AuthConfig auth(JsonObject settings) {
        return Json.read(settings, AuthConfig.class);
    }

    @Test
    void tokenSaysWhoItsBearerIs() throws Exception {
        String token = HS.user("ann")
                .name("Ann")
                .role("buyer")
                .claim("picture", "https://x.example/a.png")
                .sign();
        Identity ann = verifier.verify(token).await(5, SECONDS);
        assertThat(ann.caller().user()).isEqualTo(new UserId("ann"));
        assertThat(ann.caller().profile()).isEqualTo(new Profile("Ann", "https://x.example/a.png", "buyer"));
        assertThat(ann.caller().grants()).isEmpty();
    }

    @Test
    void rs256IsVerifiedWithThePublicKey() throws Exception {
        TokenVerifier ours = verifier(AuthConfig.withKeys(null, RS.publicKey()));
        assertThat(ours.verify(RS.user("ann").sign()).await(5, SECONDS).caller().user())
                .isEqualTo(new UserId("ann"));
        refused(ours, OTHER_RS.user("ann").sign());
        refused(ours, Tokens.hs256(RS.publicKey()).user("ann").sign());
    }

    @Test
    void es256AndEdDsaAreVerifiedWithThePublicKey() throws Exception {
        Tokens es = Tokens.es256();
        Tokens ed = Tokens.eddsa();
        TokenVerifier ours =
                verifier(auth(new JsonObject().put("es256", es.publicKey()).put("eddsa", ed.publicKey())));
        for (Tokens keys : List.of(es, ed)) {
            for (int i = 0; i < 50; i++) { // a signature may begin with zeros
                ours.verify(keys.user("ann" + i).sign()).await(5, SECONDS);
            }
            everyFlippedBitIsRefused(ours, keys.user("ann").sign());
            refused(ours, Tokens.hs256(keys.publicKey()).user("ann").sign());
        }
        refused(ours, Tokens.es256().user("ann").sign());
        refused(ours, Tokens.eddsa().user("ann").sign());
        refused(ours, OTHER_RS.user("ann").sign());
        refused(ours, es.user("ann").header("alg", "EdDSA").sign());
        refused(ours, es.user("ann").header("alg", "ES384").sign());
        String token = es.user("ann").sign();
        String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
        refused(ours, token.substring(0, token.lastIndexOf('.') + 1) + zeros);
    }

    @Test
    void withoutUsableKeyThereIsNoVerifier() {
        assertThatThrownBy(() -> verifier(AuthConfig.withKeys(null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("auth: no key (expected: auth.hs256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthConfig.withKeys("short", null))
                .withMessage("auth.hs256: a secret of 5 bytes (expected: 32 bytes or more)");
        assertThatIllegalArgumentException().isThrownBy(() -> AuthConfig.withKeys("", null));
    }

    @Test
    void keyThatIsBrokenWeakOrOfAnotherKindIsRefusedByItsSetting() throws Exception {
        String nonsense = "-----BEGIN PUBLIC KEY-----\nbm9uc2Vuc2U=\n-----END PUBLIC KEY-----";
        for (String setting : List.of("rs256", "es256", "eddsa")) {
            for (String broken : List.of("", nonsense, Tokens.es256().publicKey() + "x", pem("X25519", 255))) {
                noKey(setting, broken, "");
            }
        }
        noKey("rs256", pem("RSA", 1024), "an RSA key of 1024 bits (expected: 2048 to 8192 bits)");
        noKey("rs256", pem("EC", 256), "a key for ES256 (expected: one for RS256)");
        noKey("es256", pem("EC", 384), "a key for ES384 (expected: one for ES256)");
        noKey("es256", RS.publicKey(), "a key for RS256 (expected: one for ES256)");
        noKey("eddsa", pem("Ed448", 448), "");
    }

    private static void noKey(String setting, String key, String why) {
        assertThatThrownBy(() -> auth(new JsonObject().put(setting, key)))
                .hasMessageContaining("auth." + setting + ": " + why)
                .hasMessageContaining("(expected: ");
    }

    private static String pem(String kind, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(bits);
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "HS256", "HS512", ""})
    void unsignedTokensAreRefused(String algorithm) {
        String claims = HS.user("admin").claims().encode();
        String header =
                part(new JsonObject().put("alg", algorithm).put("typ", "JWT").encode());
        refused(verifier, header + "." + part(claims));
        refused(verifier, header + "." + part(claims) + ".");
        refused(verifier, header + "." + part(claims) + "." + part("x"));
        refused(verifier, Tokens.unsigned().user("admin").sign());
    }

    @Test
    void everyFlippedBitIsRefused() {
        everyFlippedBitIsRefused(verifier, HS.user("ann").sign());
    }

    private static void everyFlippedBitIsRefused(TokenVerifier verifier, String token) {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) != '.') {
                for (int bit = 0; bit < 7; bit++) {
                    char flipped = (char) (token.charAt(i) ^ (1 << bit));
                    refused(verifier, token.substring(0, i) + flipped + token.substring(i + 1));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d.e", "{}.{}.{}", "é.é.é"})
    void whatIsNoTokenIsRefused(String text) {
        refused(verifier, text);
    }

    @Test
    void hugeAndDeepTokensAreRefusedUnread() {
        refused(verifier, "a".repeat(1_000_000));
        refused(verifier, HS.sign("{\"alg\":\"HS256\"}", "[".repeat(3_000)));
        refused(verifier, HS.user("ann").claim("x", "y".repeat(10_000)).sign());
    }

    @Test
    void keysInTheHeaderAreIgnored() {
        Tokens foreign = Tokens.hs256("another secret, also of 32 bytes!");
        for (String header : new String[] {"jku", "x5u", "jwk", "x5c", "kid"}) {
            refused(
                    verifier,
                    foreign.user("ann").header(header, "https://evil.example/k").sign());
        }
    }

    @Test
    void expiredTimelessAndUserlessTokensAreRefused() {
        refused(verifier, HS.user("ann").expiresIn(Duration.ofSeconds(-10)).sign());
        refused(verifier, HS.user("ann").without("exp").sign());
        refused(verifier, HS.user("ann").claim("exp", "tomorrow").sign());
        refused(verifier, HS.user("ann").without("sub").sign());
        refused(
                verifier,
                HS.user("ann")
                        .claim("nbf", System.currentTimeMillis() / 1000 + 600)
                        .sign());
        for (Object wrong : new Object[] {true, 1.5, "", "a b", new JsonObject(), new JsonArray().add("ann")}) {
            refused(verifier, HS.user("ann").claim("sub", wrong).sign());
        }
    }

    @Test
    void issueTimeIsReadToTheMillisecondAndMayBeAbsent() throws Exception {
        long now = System.currentTimeMillis() / 1_000;
        for (Object iat : new Object[] {now, now - 5.25}) {
            Identity ann =
                    verifier.verify(HS.user("ann").claim("iat", iat).sign()).await(5, SECONDS);
            double millis = ((Number) iat).doubleValue() * 1_000;
            assertThat(ann.issuedAt().toEpochMilli()).isEqualTo((long) millis);
        }
        assertThat(verifier.verify(HS.user("ann").without("iat").sign())
                        .await(5, SECONDS)
                        .issuedAt())
                .isNull();
        refused(verifier, HS.user("ann").claim("iat", "yesterday").sign());
        refused(verifier, HS.user("ann").claim("iat", now + 600).sign());
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh", "id", "dpop+jwt", "JWE"})
    void tokensOfAnotherTypeAreRefused(String type) {
        refused(verifier, HS.user("ann").header("typ", type).sign());
    }

    @Test
    void tokensThatAskForExtensionsAreRefused() {
        refused(
                verifier,
                HS.user("ann").header("crit", new JsonArray().add("exp")).sign());
    }

    @Test
    void userClaimMayBeAnotherAndANumber() throws Exception {
        TokenVerifier ours = verifier(auth(new JsonObject().put("hs256", SECRET).put("userClaim", "userId")));
        String token = HS.user("x").claim("userId", 42).sign();
        assertThat(ours.verify(token).await(5, SECONDS).caller().user()).isEqualTo(new UserId("42"));
        refused(ours, HS.user("x").sign());
    }

    @Test
    void issuerAndAudienceMustFit() throws Exception {
        JsonObject settings = new JsonObject().put("hs256", SECRET);
        TokenVerifier ours = verifier(auth(settings.put("issuer", "shop").put("audience", "chat")));
        JsonArray several = new JsonArray().add("other").add("chat");
        for (Object fits : new Object[] {"chat", several}) {
            String token =
                    HS.user("ann").claim("iss", "shop").claim("aud", fits).sign();
            assertThat(ours.verify(token).await(5, SECONDS).caller().user()).isEqualTo(new UserId("ann"));
        }
        for (Object wrong : new Object[] {"other", 5, new JsonArray(), new JsonObject().put("chat", true), "Chat"}) {
            refused(
                    ours,
                    HS.user("ann").claim("iss", "shop").claim("aud", wrong).sign());
        }
        refused(ours, HS.user("ann").claim("iss", "shop").sign());
        refused(ours, HS.user("ann").claim("aud", "chat").sign());
        refused(ours, HS.user("ann").claim("iss", "evil").claim("aud", "chat").sign());
    }

    @Test
    void grantsComeFromTrueClaimsOnly() throws Exception {
        assertThat(verifier.verify(HS.user("app").server().sign())
                        .await(5, SECONDS)
                        .caller()
                        .may(Grant.SERVER))
                .isTrue();
        for (Object wrong : new Object[] {"true", 1, false}) {
            String token = HS.user("app")
                    .claim("hubbub_server", wrong)
                    .claim("hubbub_create", wrong)
                    .sign();
            assertThat(verifier.verify(token).await(5, SECONDS).caller().grants())
                    .isEmpty();
        }
    }

    private static void refused(TokenVerifier verifier, String token) {
        assertThatThrownBy(() -> verifier.verify(token).await(5, SECONDS))
                .as(token)
                .isInstanceOfSatisfying(HubException.class, e -> assertThat(e.is(ErrorCode.UNAUTHORIZED))
                        .isTrue());
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
