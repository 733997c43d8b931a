// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.gateway.config.AuthConfig.Claims;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a token says that its bearer is. */
final class ClaimsReaderTest {
    private static final long EXP = 1_000_000_000;

    private static Caller read(JsonObject settings, JsonObject claims) {
        AuthConfig config = Json.read(settings, AuthConfig.class);
        ClaimsReader reader = new ClaimsReader(config, InstantSource.fixed(Instant.ofEpochSecond(EXP - 60)));
        byte[] text = claims.copy().put("exp", EXP).encode().getBytes(StandardCharsets.UTF_8);
        return reader.read(TokenJson.object("payload", text)).caller();
    }

    private static JsonObject settings(String claim, String path) {
        return new JsonObject().put(claim, path);
    }

    private static JsonObject ann() {
        return new JsonObject().put("sub", "ann");
    }

    @Test
    void claimsWithinOthersAreFoundByAPointer() {
        JsonObject token = new JsonObject()
                .put("https://shop.example/id", "ann")
                .put(
                        "user_metadata",
                        new JsonObject().put("full_name", "Ann A.").put("a/b", "https://x.example/a.png"))
                .put(
                        "realm_access",
                        new JsonObject()
                                .put(
                                        "roles",
                                        new JsonArray().add(7).add("editor").add("author")))
                .put(
                        "app",
                        new JsonObject()
                                .put("hub", new JsonObject().put("create", true).put("server", "true")));
        JsonObject settings = settings("userClaim", "https://shop.example/id")
                .put("nameClaim", "/user_metadata/full_name")
                .put("pictureClaim", "/user_metadata/a~1b")
                .put("roleClaim", "/realm_access/roles")
                .put("createClaim", "/app/hub/create")
                .put("serverClaim", "/app/hub/server");
        Caller caller = read(settings, token);
        assertThat(caller.user()).hasToString("ann");
        assertThat(caller.profile()).isEqualTo(new Profile("Ann A.", "https://x.example/a.png", "editor"));
        assertThat(caller.grants()).containsExactly(Grant.CREATE_ROOMS);
        assertThat(read(
                                settings("roleClaim", "/realm_access/roles/2"),
                                token.copy().put("sub", "ann"))
                        .profile()
                        .role())
                .isEqualTo("author");
    }

    @Test
    void pointerToTheUserGivesTheUser() {
        JsonObject nested = new JsonObject().put("id", 42);
        assertThat(read(settings("userClaim", "/user/id"), new JsonObject().put("user", nested))
                        .user())
                .hasToString("42");
    }

    @Test
    void firstTextOfAnArrayIsTaken() {
        for (Object none : new Object[] {new JsonArray(), new JsonArray().add(1).add(new JsonArray().add("x")), true}) {
            assertThat(read(new JsonObject(), ann().put("role", none)).profile().role())
                    .isNull();
        }
        JsonArray roles = new JsonArray().addNull().add("seller").add("buyer");
        assertThat(read(new JsonObject(), ann().put("role", roles)).profile().role())
                .isEqualTo("seller");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/none", "/sub/x", "/list/9", "/list/-", "/list/x", "/a//b", "/a/b/c"})
    void pointerToNothingIsAnAbsentClaim(String path) {
        JsonObject token = ann().put("list", new JsonArray().add("x")).put("a", new JsonObject().put("b", 1));
        assertThat(read(settings("nameClaim", path), token).profile()).isEqualTo(Profile.EMPTY);
        assertThatThrownBy(() -> read(settings("userClaim", path), token))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("token has no user in claim " + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"userClaim", "nameClaim", "pictureClaim", "roleClaim", "createClaim", "serverClaim"})
    void brokenPointersAreRefusedByTheirSetting(String setting) {
        for (String broken : new String[] {"/a~", "/a~2b", "/~"}) {
            assertThatThrownBy(() -> Json.read(settings(setting, broken), AuthConfig.class))
                    .hasMessageContaining("auth." + setting + ": " + broken
                            + " (expected: the name of a claim, or a JSON pointer such as /user_metadata/full_name)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@ann",
                "__proto__",
                "https://issuer.example/users/1?a=b",
                "{8a1f-03}",
                "CN=ann,OU=shop",
                "a%20b",
                "\\\"'<>`&*()[];!^$#"
            })
    void userIdsMayHoldWhatASubMayHold(String id) {
        assertThat(read(new JsonObject(), ann().put("sub", id)).user()).hasToString(id);
        String longest = id + "x".repeat(255 - id.length());
        assertThat(read(new JsonObject(), ann().put("sub", longest)).user()).hasToString(longest);
        assertThatThrownBy(() -> read(new JsonObject(), ann().put("sub", longest + "x")))
                .hasMessageContaining("(expected: 1 to 255 printable ASCII characters without a space)");
    }

    @Test
    void whatIsWrittenIsRead() {
        for (String name : new String[] {"name", "/name", "/a/b/c", "https://x/y"}) {
            JsonObject token = new JsonObject();
            Claims.write(token, name, "Ann");
            assertThat(Claims.read(token, name)).isEqualTo("Ann");
        }
    }
}
