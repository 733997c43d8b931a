// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.enter;
import static dev.hubbub.persistence.testing.TestRequests.newChannel;
import static dev.hubbub.persistence.testing.TestRequests.quit;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.bus.BusRequest;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Allowed, refused and malformed requests about members beside the log. */
@ExtendWith(VertxExtension.class)
final class PersistenceVerticleChannelTest {
    private final LinkedBlockingQueue<Memberships.Moved> moved = new LinkedBlockingQueue<>();
    private Bus bus;

    @BeforeEach
    void channel(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        vertx.deployVerticle(() -> new PersistenceVerticle(PersistenceConfig.inMemory()), new DeploymentOptions())
                .await(20, SECONDS);
        bus.subscribe(Memberships.MOVED, moved::add).await(5, SECONDS);
        bus.call(MessageLog.APPEND, newChannel(ROOM)).await(5, SECONDS);
    }

    @Test
    void changeIsStoredAndEveryNodeIsTold() throws Exception {
        assertThat(bus.call(Memberships.CHANGE, enter(ROOM, "bob", 1)).await(5, SECONDS))
                .isEqualTo(new Memberships.Changed(ROOM, 1));
        assertThat(moved.poll(5, SECONDS)).isEqualTo(new Memberships.Moved(ROOM, user("bob"), true));
        assertRefused(ErrorCode.STALE, bus.call(Memberships.CHANGE, enter(ROOM, "bob", 1)));
        bus.call(Memberships.CHANGE, quit(ROOM, "bob", 1)).await(5, SECONDS);
        assertThat(moved.poll(5, SECONDS)).isEqualTo(new Memberships.Moved(ROOM, user("bob"), false));
        JsonObject body = new JsonObject().put("room", "kitchen").put("membership", 1);
        assertRefused(ErrorCode.BAD_REQUEST, BusRequest.ask(bus.vertx(), Memberships.CHANGE, 0, null, body));
        body.put("user", "bob").put("membership", 0);
        assertRefused(ErrorCode.BAD_REQUEST, BusRequest.ask(bus.vertx(), Memberships.CHANGE, 0, null, body));
    }

    @Test
    void membersComePageByPage() throws Exception {
        for (String user : new String[] {"cyn", "bob"}) {
            bus.call(Memberships.CHANGE, enter(ROOM, user, 1)).await(5, SECONDS);
        }
        Memberships.Page first = bus.call(Memberships.PAGE, new Memberships.PageOf(ROOM, null, 2, null))
                .await(5, SECONDS);
        assertThat(first.members())
                .extracting(member -> member.user() + " " + member.role())
                .containsExactly("ann owner", "bob member");
        Memberships.Page second = bus.call(Memberships.PAGE, new Memberships.PageOf(ROOM, first.next(), 2, null))
                .await(5, SECONDS);
        assertThat(second.members()).extracting(member -> member.user().value()).containsExactly("cyn");
        assertThat(second.next()).isNull();
        assertThat(bus.call(Memberships.PAGE, new Memberships.PageOf(ROOM, null, null, Role.BANNED))
                        .await(5, SECONDS)
                        .members())
                .isEmpty();
        assertRefused(
                ErrorCode.BAD_REQUEST,
                bus.relay(
                        Memberships.PAGE.address(),
                        null,
                        new JsonObject().put("room", "kitchen").put("limit", 1_001)));
    }
}
