// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.gateway.keys.HttpJwks;
import dev.hubbub.testkit.token.JwkJson;
import dev.hubbub.testkit.token.Token;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that come from a set, and change. */
@ExtendWith(VertxExtension.class)
final class KeyRingTest {
    private static final Tokens OLD = RsaKeys.tokens("RS256", 0);
    private static final Tokens NEW = Tokens.es256();
    private static final JsonObject OLD_SET = JwkJson.set(OLD.jwk("old"));
    private static final JsonObject BOTH = JwkJson.set(OLD.jwk("old"), NEW.jwk("new"));
    private static final int NEVER = 86_400_000;

    @TempDir
    private Path dir;

    private Vertx vertx;
    private Issuer issuer;

    @BeforeEach
    void issuer(Vertx vertx) throws Exception {
        this.vertx = vertx;
        issuer = new Issuer(vertx);
        issuer.publish(OLD_SET);
    }

    private TokenVerifier verifier(String jwks, int refreshMillis, int cooldownMillis) throws Exception {
        AuthConfig auth = auth(jwks, refreshMillis, cooldownMillis);
        return new TokenVerifier(vertx, auth, KeyRing.open(vertx, auth).await(10, SECONDS));
    }

    /** That waits for answers not as long as usual. */
    private TokenVerifier impatientVerifier() throws Exception {
        AuthConfig auth = auth(issuer.url(), NEVER, 100);
        HttpJwks source = new HttpJwks(vertx, URI.create(issuer.url()), Duration.ofMillis(500));
        return new TokenVerifier(vertx, auth, KeyRing.open(vertx, auth, source).await(10, SECONDS));
    }

    private static AuthConfig auth(String jwks, int refreshMillis, int cooldownMillis) {
        JsonObject settings = new JsonObject()
                .put("jwks", jwks)
                .put("jwksRefreshMillis", refreshMillis)
                .put("jwksCooldownMillis", cooldownMillis);
        return Json.read(settings, AuthConfig.class);
    }

    private static Token of(Tokens keys, String kid) {
        return keys.user("ann").header("kid", kid);
    }

    private static boolean takes(TokenVerifier verifier, Token token) throws Exception {
        return takes(verifier, token.sign());
    }

    private static boolean takes(TokenVerifier verifier, String token) throws Exception {
        return verifier.verify(token)
                .map(true)
                .recover(cause -> cause instanceof HubException e && e.is(ErrorCode.UNAUTHORIZED)
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(cause))
                .await(10, SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:"})
    void setInAFileIsUsedAndReadAgainWhenItChanges(String prefix) throws Exception {
        Path file = Files.writeString(dir.resolve("keys.json"), OLD_SET.encode());
        TokenVerifier verifier = verifier(prefix + file, 100, NEVER);
        assertThat(takes(verifier, of(OLD, "old"))).isTrue();
        assertThat(takes(verifier, OLD.user("ann"))).as("without a kid").isTrue();
        assertThat(takes(verifier, of(OLD, "other"))).isFalse();
        Files.writeString(file, BOTH.encode());
        await().until(() -> takes(verifier, of(NEW, "new")));
        assertThat(takes(verifier, of(OLD, "old"))).as("the overlap").isTrue();
        Files.writeString(file, JwkJson.set(NEW.jwk("new")).encode());
        await().until(() -> !takes(verifier, of(OLD, "old")));
        Files.delete(file);
        assertThat(takes(verifier, of(NEW, "new"))).isTrue();
    }

    @Test
    void publishedSetRotates() throws Exception {
        TokenVerifier verifier = verifier(issuer.url(), 100, NEVER);
        assertThat(takes(verifier, of(OLD, "old"))).isTrue();
        issuer.publish(BOTH);
        await().until(() -> takes(verifier, of(NEW, "new")));
        assertThat(takes(verifier, of(OLD, "old"))).as("the overlap").isTrue();
        issuer.publish(JwkJson.set(NEW.jwk("new")));
        await().until(() -> !takes(verifier, of(OLD, "old")));
        assertThat(takes(verifier, of(NEW, "new"))).isTrue();
    }

    @Test
    void unknownKeysAreLookedForOnceHoweverManyTokensNameThem() throws Exception {
        TokenVerifier verifier = verifier(issuer.url(), NEVER, NEVER);
        issuer.publish(BOTH);
        String known = of(NEW, "new").sign();
        List<Future<Boolean>> crowd = IntStream.range(0, 500)
                .mapToObj(i -> verifier.verify(
                                i % 2 == 0 ? known : of(NEW, "x" + i).sign())
                        .map(true)
                        .otherwise(false))
                .toList();
        Future.all(crowd).await(10, SECONDS);
        assertThat(crowd.stream().filter(Future::result).count()).isEqualTo(250);
        assertThat(issuer.requests()).as("the start, and one for all").isEqualTo(2);
        for (int i = 0; i < 100; i++) {
            assertThat(takes(verifier, of(NEW, "y" + i))).isFalse();
        }
        assertThat(issuer.requests()).isEqualTo(2);
    }

    @Test
    void sourceThatAnswersAtOnceOrThrowsDoesNoHarm() throws Exception {
        AtomicReference<Buffer> text = new AtomicReference<>(OLD_SET.toBuffer());
        AtomicInteger thrown = new AtomicInteger();
        AuthConfig auth = auth("unused.json", 100, 100);
        KeyRing ring = KeyRing.open(vertx, auth, () -> {
                    if (text.get() == null) {
                        throw new IllegalStateException("thrown " + thrown.incrementAndGet());
                    }
                    return Future.succeededFuture(text.get());
                })
                .await(5, SECONDS);
        TokenVerifier verifier = new TokenVerifier(vertx, auth, ring);
        assertThat(takes(verifier, of(NEW, "new"))).isFalse();
        text.set(null);
        await().until(() -> !takes(verifier, of(NEW, "new")) && thrown.get() > 2);
        text.set(BOTH.toBuffer());
        await().until(() -> takes(verifier, of(NEW, "new")));
    }

    @Test
    void afterTheCooldownUnknownKeysAreLookedForAgain() throws Exception {
        TokenVerifier verifier = verifier(issuer.url(), NEVER, 100);
        assertThat(takes(verifier, of(NEW, "new"))).isFalse();
        issuer.publish(BOTH);
        await().until(() -> takes(verifier, of(NEW, "new")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"keys\":[]}",
                "{\"keys\":{}}",
                "{\"keys\":[5]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY\"}]}",
            })
    void setWithoutAUsableKeyChangesNothingAndStartsNothing(String text) throws Exception {
        TokenVerifier verifier = verifier(issuer.url(), NEVER, 100);
        issuer.publish(Buffer.buffer(text));
        assertThat(takes(verifier, of(NEW, "new"))).isFalse();
        assertThat(issuer.requests()).isEqualTo(2);
        assertThat(takes(verifier, of(OLD, "old"))).isTrue();
        assertThatThrownBy(() -> verifier(issuer.url(), NEVER, NEVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("auth.jwks: " + issuer.url() + ": ")
                .hasMessageContaining("(expected: ");
    }

    @Test
    void answerThatIsTooLargeSlowRedirectedOrAFailureKeepsTheKeys() throws Exception {
        TokenVerifier verifier = impatientVerifier();
        List<Runnable> troubles = List.of(
                () -> issuer.publish(Buffer.buffer(BOTH.encode() + " ".repeat(300_000))),
                issuer::trickle,
                issuer::redirect,
                issuer::fail,
                issuer::hang);
        for (int i = 0; i < troubles.size(); i++) {
            troubles.get(i).run();
            int before = issuer.requests();
            await().until(() -> !takes(verifier, of(NEW, "new")) && issuer.requests() > before);
            assertThat(takes(verifier, of(OLD, "old"))).as("trouble " + i).isTrue();
        }
        assertThat(issuer.followed()).isZero();
    }

    @Test
    void withoutASetThereIsNoStart() {
        assertThatThrownBy(() -> verifier(dir.resolve("none.json").toString(), NEVER, NEVER))
                .hasMessageContaining("none.json: cannot be read (expected: a file");
        assertThatThrownBy(() -> verifier(dir.toString(), NEVER, NEVER)).hasMessageContaining("cannot be read");
        issuer.fail();
        assertThatThrownBy(() -> verifier(issuer.url(), NEVER, NEVER))
                .hasMessage("auth.jwks: " + issuer.url() + ": answered 500 (expected: 200)");
        assertThatThrownBy(() -> verifier("http://127.0.0.1:1/keys", NEVER, NEVER))
                .hasMessageContaining("auth.jwks: http://127.0.0.1:1/keys: not reachable");
    }

    @Test
    void keysOfNoUseAreSkippedAndTheOthersUsed() throws Exception {
        JsonObject secret = new JsonObject()
                .put("kty", "oct")
                .put("kid", "shared")
                .put("k", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY");
        issuer.publish(JwkJson.set(
                NEW.jwk("enc").put("use", "enc"),
                NEW.jwk("private").put("d", "AQAB"),
                NEW.jwk("odd").put("alg", "ES384"),
                NEW.jwk("curve").put("crv", "P-384"),
                NEW.jwk("ops").put("key_ops", new JsonArray().add("sign")),
                new JsonObject().put("kty", "AKP").put("kid", "unknown"),
                new JsonObject().put("kid", 5),
                secret,
                OLD.jwk("old")));
        TokenVerifier verifier = verifier(issuer.url(), NEVER, NEVER);
        assertThat(takes(verifier, of(OLD, "old"))).isTrue();
        for (String kid : List.of("enc", "private", "odd", "curve", "ops")) {
            assertThat(takes(verifier, of(NEW, kid))).as(kid).isFalse();
        }
        Tokens shared = Tokens.hs256("0123456789abcdef0123456789abcdef");
        assertThat(takes(verifier, of(shared, "shared"))).isFalse();
        assertThat(takes(verifier, of(Tokens.hs256(OLD.publicKey()), "old"))).isFalse();
    }

    /** Keys and tokens that the crypto module of Node.js made; they last until the end of the calendar, so for too long. */
    @Test
    void keysAndTokensOfAnotherLibraryAreTaken() throws Exception {
        JsonObject foreign = new JsonObject(vertx.fileSystem().readFileBlocking("foreign-issuer.json"));
        issuer.publish(foreign.getJsonObject("jwks"));
        KeyRing ring = KeyRing.open(vertx, auth(issuer.url(), NEVER, NEVER)).await(10, SECONDS);
        assertThat(foreign.getJsonArray("tokens")).hasSize(3).allSatisfy(text -> {
            SignedToken token = SignedToken.of((String) text);
            assertThat(ring.current().verify(token.alg(), token.kid(), token.input(), token.signature()))
                    .isTrue();
            assertThat(token.claims().getString("sub")).isEqualTo("ann");
        });
    }

    @Test
    void keysOfOneIdAreAllTried() throws Exception {
        Tokens second = Tokens.es256();
        Tokens third = Tokens.eddsa();
        issuer.publish(JwkJson.set(NEW.jwk("same"), second.jwk("same"), third.jwk("same"), OLD.jwk("same")));
        TokenVerifier verifier = verifier(issuer.url(), NEVER, NEVER);
        for (Tokens keys : List.of(OLD, NEW, second, third)) {
            assertThat(takes(verifier, of(keys, "same"))).isTrue();
            assertThat(takes(verifier, keys.user("ann"))).as("without a kid").isTrue();
        }
        assertThat(takes(verifier, of(Tokens.es256(), "same"))).isFalse();
    }

    @Test
    void certificateThatNobodyVouchesForIsRefused() throws Exception {
        String url = issuer.secureUrl(dir);
        assertThatThrownBy(() -> verifier(url, NEVER, NEVER)).hasMessageContaining("SSLHandshakeException");
        assertThat(issuer.requests()).isZero();
    }
}
