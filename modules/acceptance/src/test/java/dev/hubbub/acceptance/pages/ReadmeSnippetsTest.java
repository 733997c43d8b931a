// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README tells a host app to do makes a token that is accepted. */
@ExtendWith(VertxExtension.class)
final class ReadmeSnippetsTest {
    private static final String SECRET = "a secret for the snippets: 32 bytes and more";

    @ParameterizedTest
    @CsvSource({"js,node,sign.mjs", "python,python3,sign.py", "java,java,Sign.java"})
    void snippetSignsATokenThatTheHubTakes(String language, String command, String file, @TempDir Path dir, Vertx vertx)
            throws Exception {
        Path script = Files.writeString(dir.resolve(file), snippet(language));
        ProcessBuilder builder = new ProcessBuilder(command, script.toString());
        builder.environment().put("CHAT_SECRET", SECRET);
        Process process = builder.redirectErrorStream(true).start();
        String token = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        JWTAuth auth = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(SECRET)));
        User user = auth.authenticate(new TokenCredentials(token)).await(5, TimeUnit.SECONDS);
        JsonObject claims = user.attributes().getJsonObject("accessToken");
        assertThat(claims.getString("sub")).isEqualTo("alice");
        assertThat(claims.getString("name")).isEqualTo("Alice");
        assertThat(claims.getLong("exp")).isGreaterThan(System.currentTimeMillis() / 1000);
    }

    private static String snippet(String language) throws Exception {
        String readme = Files.readString(Path.of("../../README.md"));
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(matcher.find()).as("a snippet in " + language).isTrue();
        return matcher.group(1);
    }
}
