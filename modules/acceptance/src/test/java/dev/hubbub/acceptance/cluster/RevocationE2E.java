// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.users.Users;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Transport;
import dev.hubbub.testkit.frame.Closed;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who is logged out or disabled is gone from every node, and stays away from each of them. */
@ExtendWith(VertxExtension.class)
final class RevocationE2E {
    /** Off every node within 2 s; other builds may slow a machine down. */
    private static final Duration SOON = Duration.ofSeconds(Boolean.getBoolean("hubbub.full") ? 2 : 20);

    private static final UserId ANN = new UserId("ann");
    private static final UserId CYN = new UserId("cyn");

    @TempDir
    private Path data;

    private static String token(String user) {
        return TwoNodes.TOKENS.user(user).sign();
    }

    private static BridgeClient server(Vertx vertx, TwoNodes hub, int node) {
        return Talk.login(
                vertx,
                hub.node(node).url(),
                TwoNodes.TOKENS.user("app").server().sign());
    }

    /** What comes of a login: welcome, or the name of the failure. */
    private static String attempt(Vertx vertx, TwoNodes hub, int node, String token) {
        return attempt(vertx, Transport.RAW, hub.node(node).url(), token);
    }

    private static String attempt(Vertx vertx, Transport transport, String url, String token) {
        try (BridgeClient client = BridgeClient.connect(vertx, ClientOptions.of(transport, url))) {
            client.login(token);
            return "welcome";
        } catch (BridgeFailure e) {
            return e.name();
        }
    }

    private static List<BridgeClient> everywhere(Vertx vertx, TwoNodes hub, String token) {
        List<BridgeClient> sockets = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            sockets.add(Talk.login(vertx, transport, hub.node(0).url(), token));
            sockets.add(Talk.login(vertx, transport, hub.node(1).url(), token));
        }
        return sockets;
    }

    /** How each ended, in the order in which they were opened. */
    private static void assertClosed(List<BridgeClient> sockets, int code) {
        List<Closed> ends = sockets.stream().map(BridgeClient::awaitClosed).toList();
        assertThat(ends).extracting(Closed::code).as(ends.toString()).containsOnly(code);
    }

    @Test
    void disabledAndLoggedOutUsersAreGoneFromEveryNode(Vertx vertx) {
        try (TwoNodes hub = new TwoNodes(data)) {
            disabledUserStaysOutUntilEnabled(vertx, hub);
            String old = token("ann");
            loggedOutUserNeedsANewToken(vertx, hub, old);

            hub.node(0).close();

            await("the other node has taken over")
                    .until(() -> attempt(vertx, hub, 1, token("bob")).equals("welcome"));
            await().until(() -> !attempt(vertx, hub, 1, old).equals("UNAVAILABLE"));
            assertThat(attempt(vertx, hub, 1, old)).isEqualTo("UNAUTHORIZED");
        }
    }

    private static void loggedOutUserNeedsANewToken(Vertx vertx, TwoNodes hub, String old) {
        List<BridgeClient> sockets = everywhere(vertx, hub, old);
        BridgeClient bob = Talk.login(vertx, hub.node(1).url(), token("bob"));

        BridgeClient app = server(vertx, hub, 1);
        Instant said = Instant.now();
        app.call(Users.LOGOUT, new Users.Logout(ANN));

        assertClosed(sockets, 4401);
        assertThat(Duration.between(said, Instant.now())).isLessThan(SOON);
        for (Transport transport : Transport.values()) {
            for (int node = 0; node < 2; node++) {
                String url = hub.node(node).url();
                assertThat(attempt(vertx, transport, url, old)).isEqualTo("UNAUTHORIZED");
            }
        }
        await("a token of a later second")
                .until(() -> attempt(vertx, hub, 0, token("ann")).equals("welcome"));
        List<BridgeClient> back = everywhere(vertx, hub, token("ann"));

        back.get(5).request(Users.LOGOUT.address(), new JsonObject().put("user", "ann"));

        assertClosed(back, 4401);
        assertThat(bob.closed().isComplete()).isFalse();
    }

    private static void disabledUserStaysOutUntilEnabled(Vertx vertx, TwoNodes hub) {
        String old = token("cyn");
        List<BridgeClient> sockets = everywhere(vertx, hub, old);
        BridgeClient app = server(vertx, hub, 0);

        Instant said = Instant.now();
        app.call(Users.DISABLE, new Users.Disable(CYN));

        assertClosed(sockets, 4403);
        assertThat(Duration.between(said, Instant.now())).isLessThan(SOON);
        for (int node = 0; node < 2; node++) {
            assertThat(attempt(vertx, hub, node, token("cyn"))).isEqualTo("FORBIDDEN");
        }

        app.call(Users.ENABLE, new Users.Enable(CYN));

        assertThat(attempt(vertx, hub, 1, old)).isEqualTo("UNAUTHORIZED");
        await().until(() -> attempt(vertx, hub, 1, token("cyn")).equals("welcome"));
    }
}
