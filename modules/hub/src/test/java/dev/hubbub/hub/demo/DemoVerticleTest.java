// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.hub.login.TicketStore;
import dev.hubbub.hub.login.TokenSigner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The start of the demo while the rest of the hub is slow, or refuses. */
@ExtendWith(VertxExtension.class)
final class DemoVerticleTest {
    private final AtomicInteger asked = new AtomicInteger();

    private Future<String> deploy(Vertx vertx, Path dir, ErrorCode first) throws Exception {
        Bus bus = new Bus(vertx);
        bus.serve(
                        Rooms.CREATE,
                        (caller, create) -> asked.incrementAndGet() == 1
                                ? Future.failedFuture(new HubException(first, "test"))
                                : Future.succeededFuture(new Rooms.Created(DemoRoom.ID, 1)))
                .await(5, SECONDS);
        new Shards(bus, "test")
                .serve(
                        Rooms.JOIN,
                        (caller, join) -> Future.succeededFuture(new Rooms.Joined(join.room(), 2, Role.MEMBER)))
                .start()
                .await(5, SECONDS);
        bus.serve(Records.PUT, put -> Future.succeededFuture(new Records.Stored(true)))
                .await(5, SECONDS);
        DataDir data = new DataDir(dir).create().createKey();
        AuthConfig auth = AuthConfig.withKeys("0123456789abcdef0123456789abcdef", null);
        return vertx.deployVerticle(
                new DemoVerticle(new TicketStore(data, Clock.systemUTC()), new TokenSigner(auth, Clock.systemUTC())));
    }

    @Test
    void roomIsAskedForAgainWhileTheStoreIsAway(Vertx vertx, @TempDir Path dir) throws Exception {
        deploy(vertx, dir, ErrorCode.UNAVAILABLE).await(10, SECONDS);
        assertThat(asked).hasValue(2);
    }

    @Test
    void refusalEndsTheStart(Vertx vertx, @TempDir Path dir) {
        assertThatThrownBy(() -> deploy(vertx, dir, ErrorCode.FORBIDDEN).await(10, SECONDS))
                .hasMessageContaining("FORBIDDEN");
        assertThat(asked).hasValue(1);
    }
}
