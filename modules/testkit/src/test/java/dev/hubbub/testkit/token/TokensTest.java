// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    private static JsonObject verified(String algorithm, String key, String token) throws Exception {
        JWTAuthOptions options = new JWTAuthOptions()
                .addPubSecKey(new PubSecKeyOptions().setAlgorithm(algorithm).setBuffer(key));
        User user = JWTAuth.create(VERTX, options)
                .authenticate(new TokenCredentials(token))
                .await(5, TimeUnit.SECONDS);
        return user.attributes().getJsonObject("accessToken");
    }

    @Test
    void anotherVerifierAcceptsTheSecret() throws Exception {
        String token =
                Tokens.hs256(SECRET).user("alice").name("Alice").role("owner").sign();

        JsonObject claims = verified("HS256", SECRET, token);

        assertThat(claims.getString("sub")).isEqualTo("alice");
        assertThat(claims.getString("name")).isEqualTo("Alice");
        assertThat(claims.getString("role")).isEqualTo("owner");
        assertThat(claims.getLong("exp")).isEqualTo(claims.getLong("iat") + 3600);
    }

    @Test
    void anotherVerifierAcceptsTheKeyPair() throws Exception {
        Tokens keys = Tokens.rs256();

        assertThat(verified("RS256", keys.publicKey(), keys.user("bob").server().sign())
                        .getMap())
                .containsEntry("sub", "bob")
                .containsEntry("hubbub_server", true);
    }

    @Test
    void brokenTokensAreRefused() {
        Token alice = Tokens.hs256(SECRET).user("alice");
        String forged = Tokens.forged(alice.sign(), alice.claim("sub", "admin").claims());

        assertThatThrownBy(() -> verified("HS256", SECRET, forged)).isNotNull();
        assertThatThrownBy(() -> verified(
                                "HS256",
                                SECRET,
                                Tokens.hs256(SECRET + "x").user("alice").sign())
                        .getMap())
                .isNotNull();
        assertThatThrownBy(() -> verified(
                                "HS256", SECRET, Tokens.unsigned().user("alice").sign())
                        .getMap())
                .isNotNull();
        assertThatThrownBy(() -> verified(
                                "HS256",
                                SECRET,
                                alice.expiresIn(Duration.ofSeconds(-10)).sign())
                        .getMap())
                .isNotNull();
    }

    @Test
    void tokensHoldAnyClaimsAndText() {
        Token token = Tokens.hs256(SECRET).user("alice").without("exp").claim("aud", "chat");

        assertThat(token.claims().fieldNames()).containsExactlyInAnyOrder("sub", "iat", "aud");
        assertThat(Tokens.unsigned().sign("no", "json")).isEqualTo("bm8.anNvbg.");
    }
}
