// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.users.Users;
import dev.hubbub.contract.value.Caller;
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
import org.junit.jupiter.params.provider.FieldSource;

/** The requests about users, over the bus. */
@ExtendWith(VertxExtension.class)
final class UsersVerticleTest {
    static final List<Rpc<?, ?>> ABOUT_USERS = List.of(Users.LOGOUT, Users.DISABLE, Users.ENABLE);

    private final List<Access.Revoked> said = new CopyOnWriteArrayList<>();
    private AccessHub hub;

    @BeforeEach
    void hub(Vertx vertx) {
        hub = new AccessHub(vertx, AccessConfig.defaults());
        Cast.done(hub.bus.subscribe(Access.REVOKED, said::add));
    }

    private static Access.AuthorizeLogin with(Caller caller, Instant issuedAt) {
        return new Access.AuthorizeLogin(caller.user(), issuedAt);
    }

    @Test
    void userLogsItselfOutAndTheServerAnybody() {
        for (Caller caller : List.of(ANN, SERVER)) {
            said.clear();
            Users.LoggedOut out = hub.ok(Users.LOGOUT, caller, new Users.Logout(ANN.user()));
            assertThat(hub.log.person(ANN.user()).validFrom()).isEqualTo(out.validFrom());
            assertThat(hub.refused(Access.AUTHORIZE_LOGIN, null, with(ANN, out.validFrom())))
                    .startsWith("UNAUTHORIZED");
            assertThat(hub.refused(Access.AUTHORIZE_LOGIN, null, with(ANN, null)))
                    .startsWith("UNAUTHORIZED");
            hub.ok(Access.AUTHORIZE_LOGIN, null, with(ANN, out.validFrom().plusSeconds(1)));
            await().until(() -> said.size() == 4);
            assertThat(said).containsOnly(new Access.Revoked(ANN.user(), out.validFrom(), false));
        }
        hub.ok(Access.AUTHORIZE_LOGIN, null, with(BOB, null));
    }

    @Test
    void serverDisablesAndEnables() {
        hub.ok(Users.DISABLE, SERVER, new Users.Disable(BOB.user()));
        await().until(() -> !said.isEmpty());
        assertThat(said.get(0).disabled()).isTrue();
        MessageLog.UserRecord kept = hub.log.person(BOB.user());
        assertThat(kept.disabled()).isTrue();
        Instant later = kept.validFrom().plusSeconds(1);
        assertThat(hub.refused(Access.AUTHORIZE_LOGIN, null, with(BOB, later)))
                .isEqualTo("FORBIDDEN: user is disabled");
        hub.ok(Users.ENABLE, SERVER, new Users.Enable(BOB.user()));
        hub.ok(Access.AUTHORIZE_LOGIN, null, with(BOB, later));
        assertThat(hub.refused(Access.AUTHORIZE_LOGIN, null, with(BOB, kept.validFrom())))
                .startsWith("UNAUTHORIZED");
    }

    @Test
    void nobodyElseMay() {
        assertThat(hub.refused(Users.LOGOUT, ANN, new Users.Logout(BOB.user()))).startsWith("FORBIDDEN: only the");
        assertThat(hub.refused(Users.DISABLE, ANN, new Users.Disable(ANN.user())))
                .startsWith("FORBIDDEN: only the");
        assertThat(hub.refused(Users.ENABLE, ANN, new Users.Enable(ANN.user()))).startsWith("FORBIDDEN: only the");
        assertThat(hub.log.person(BOB.user())).isNull();
        assertThat(hub.log.person(ANN.user())).isNull();
    }

    @Test
    void wordOfAnotherNodeIsBelievedAtOnce() {
        hub.ok(Access.AUTHORIZE_LOGIN, null, with(ANN, null));
        Cast.done(hub.bus.call(
                MessageLog.UPDATE_USER, new MessageLog.UpdateUser(ANN.user(), null, null, null, true, Instant.EPOCH)));
        hub.ok(Access.AUTHORIZE_LOGIN, null, with(ANN, null));
        hub.bus.publish(Access.REVOKED, new Access.Revoked(ANN.user(), null, true));
        await().until(() -> !said.isEmpty());
        await().until(() -> hub.bus
                .call(Access.AUTHORIZE_LOGIN, with(ANN, null))
                .map(false)
                .otherwise(true)
                .await());
    }

    @ParameterizedTest
    @FieldSource("ABOUT_USERS")
    void requestsWithoutAUsableUserAreRefused(Rpc<?, ?> rpc) {
        assertThat(hub.malformed(rpc, SERVER, new JsonObject())).startsWith("BAD_REQUEST: user");
        JsonObject injected = new JsonObject().put("user", new JsonObject().put("$ne", ""));
        assertThat(hub.malformed(rpc, SERVER, injected)).startsWith("BAD_REQUEST: user");
        assertThat(hub.malformed(rpc, SERVER, null)).startsWith("BAD_REQUEST: body");
        assertThat(hub.malformed(rpc, null, new JsonObject())).startsWith("UNAUTHORIZED");
    }

    @Test
    void malformedAdmissionsAreRefused() {
        assertThat(hub.malformed(Access.AUTHORIZE_LOGIN, null, new JsonObject()))
                .startsWith("BAD_REQUEST: user");
        JsonObject bad = new JsonObject().put("user", "ann").put("issuedAt", "yesterday");
        assertThat(hub.malformed(Access.AUTHORIZE_LOGIN, null, bad)).startsWith("BAD_REQUEST: issuedAt");
    }
}
