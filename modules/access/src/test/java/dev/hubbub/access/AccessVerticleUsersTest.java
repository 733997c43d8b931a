// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.store.AccessFixtures;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.Users;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The requests about users, over the bus. */
@ExtendWith(VertxExtension.class)
final class AccessVerticleUsersTest {
    static final List<Rpc<?, ?>> ABOUT_USERS = List.of(Users.LOGOUT, Users.DISABLE, Users.ENABLE, Users.UPDATE);

    private final List<Access.Revoked> published = new CopyOnWriteArrayList<>();
    private AccessHarness harness;

    @BeforeEach
    void harness(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        AccessFixtures.result(harness.bus.subscribe(Access.REVOKED, published::add));
    }

    private static Access.AuthorizeLogin with(Caller caller, Instant issuedAt) {
        return new Access.AuthorizeLogin(caller.user(), issuedAt);
    }

    @Test
    void userLogsItselfOutAndTheServerLogsOutAnyUser() {
        for (Caller caller : List.of(ANN, SERVER)) {
            published.clear();
            Users.LoggedOut out = harness.ok(Users.LOGOUT, caller, new Users.Logout(ANN.user()));
            assertThat(harness.records.validFrom(ANN.user())).isEqualTo(out.validFrom());
            assertThat(harness.refused(Access.AUTHORIZE_LOGIN, null, with(ANN, out.validFrom())))
                    .startsWith("UNAUTHORIZED");
            assertThat(harness.refused(Access.AUTHORIZE_LOGIN, null, with(ANN, null)))
                    .startsWith("UNAUTHORIZED");
            harness.ok(Access.AUTHORIZE_LOGIN, null, with(ANN, out.validFrom().plusSeconds(1)));
            await().until(() -> published.size() == 4);
            assertThat(published).containsOnly(new Access.Revoked(ANN.user(), out.validFrom(), false));
        }
        harness.ok(Access.AUTHORIZE_LOGIN, null, with(BOB, null));
    }

    @Test
    void serverDisablesAndEnables() {
        harness.ok(Users.DISABLE, SERVER, new Users.Disable(BOB.user()));
        await().until(() -> !published.isEmpty());
        assertThat(published.get(0).disabled()).isTrue();
        assertThat(harness.records.status(BOB.user()).disabled()).isTrue();
        Instant validFrom = harness.records.validFrom(BOB.user());
        Instant later = validFrom.plusSeconds(1);
        assertThat(harness.refused(Access.AUTHORIZE_LOGIN, null, with(BOB, later)))
                .isEqualTo("FORBIDDEN: user is disabled");
        harness.ok(Users.ENABLE, SERVER, new Users.Enable(BOB.user()));
        harness.ok(Access.AUTHORIZE_LOGIN, null, with(BOB, later));
        assertThat(harness.refused(Access.AUTHORIZE_LOGIN, null, with(BOB, validFrom)))
                .startsWith("UNAUTHORIZED");
    }

    @Test
    void otherUsersAreRefused() {
        assertThat(harness.refused(Users.LOGOUT, ANN, new Users.Logout(BOB.user())))
                .startsWith("FORBIDDEN: only the");
        assertThat(harness.refused(Users.DISABLE, ANN, new Users.Disable(ANN.user())))
                .startsWith("FORBIDDEN: only the");
        assertThat(harness.refused(Users.ENABLE, ANN, new Users.Enable(ANN.user())))
                .startsWith("FORBIDDEN: only the");
        for (Caller caller : List.of(ANN, BOB)) {
            assertThat(harness.records.status(caller.user())).isNull();
            assertThat(harness.records.validFrom(caller.user())).isNull();
        }
    }

    @Test
    void revocationFromAnotherNodeAppliesAtOnce() {
        harness.ok(Access.AUTHORIZE_LOGIN, null, with(ANN, null));
        UserRecords.Status disabled = new UserRecords.Status(true, Instant.EPOCH);
        AccessFixtures.result(harness.bus.call(Records.RAISE, UserRecords.raise(ANN.user(), disabled)));
        harness.ok(Access.AUTHORIZE_LOGIN, null, with(ANN, null));
        harness.bus.publish(Access.REVOKED, new Access.Revoked(ANN.user(), null, true));
        await().until(() -> !published.isEmpty());
        await().until(() -> harness.bus
                .call(Access.AUTHORIZE_LOGIN, with(ANN, null))
                .map(false)
                .otherwise(true)
                .await());
    }

    @ParameterizedTest
    @FieldSource("ABOUT_USERS")
    void requestsWithoutAUsableUserAreRefused(Rpc<?, ?> rpc) {
        assertThat(harness.malformed(rpc, SERVER, new JsonObject())).startsWith("BAD_REQUEST: user");
        JsonObject injected = new JsonObject().put("user", new JsonObject().put("$ne", ""));
        assertThat(harness.malformed(rpc, SERVER, injected)).startsWith("BAD_REQUEST: user");
        assertThat(harness.malformed(rpc, SERVER, null)).startsWith("BAD_REQUEST: body");
        assertThat(harness.malformed(rpc, null, new JsonObject())).startsWith("UNAUTHORIZED");
    }

    @Test
    void malformedLoginsAreRefused() {
        assertThat(harness.malformed(Access.AUTHORIZE_LOGIN, null, new JsonObject()))
                .startsWith("BAD_REQUEST: user");
        JsonObject bad = new JsonObject().put("user", "ann").put("issuedAt", "yesterday");
        assertThat(harness.malformed(Access.AUTHORIZE_LOGIN, null, bad)).startsWith("BAD_REQUEST: issuedAt");
    }

    @Test
    void serverSaysHowAUserIsShownWhoHasNotLoggedInYet() {
        Users.Update update = new Users.Update(ANN.user(), "Ann", "https://pictures.example/ann.png", "craftsman");
        assertThat(harness.ok(Users.UPDATE, SERVER, update)).isEqualTo(new Users.Updated(ANN.user()));
        assertThat(harness.records.profile(ANN.user())).isEqualTo(update.profile());
        harness.ok(Users.UPDATE, SERVER, new Users.Update(ANN.user(), "Anna", null, null));
        assertThat(harness.records.profile(ANN.user())).isEqualTo(new Profile("Anna", null, null));
    }

    @Test
    void usersDoNotSayHowAnybodyIsShown() {
        for (Caller caller : List.of(ANN, BOB)) {
            assertThat(harness.refused(Users.UPDATE, caller, new Users.Update(ANN.user(), "Eve", null, null)))
                    .startsWith("FORBIDDEN: only the host app's server");
        }
        assertThat(harness.records.profile(ANN.user())).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "name, '', name",
        "name, 'two\nlines', name",
        "picture, http://pictures.example/a.png, picture",
        "picture, javascript:alert(1), picture",
        "role, '', role",
    })
    void malformedProfileIsRefused(String field, String value, String named) {
        JsonObject body = new JsonObject().put("user", "ann").put(field, value);
        assertThat(harness.malformed(Users.UPDATE, SERVER, body)).startsWith("BAD_REQUEST: " + named);
        assertThat(harness.malformed(Users.UPDATE, SERVER, new JsonObject().put("user", 5)))
                .startsWith("BAD_REQUEST: user");
    }
}
