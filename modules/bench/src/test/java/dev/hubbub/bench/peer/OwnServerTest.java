// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.bench.Bench;
import dev.hubbub.bench.load.ConnectionBatch;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
final class OwnServerTest {
    @TempDir
    private Path work;

    private PeerSetup setup(Vertx vertx) {
        return PeerSetup.plain(vertx, Bench.class, new WorkFolder(work), new Layout(1, 2, false));
    }

    @Test
    void floorIsReachedOverTls(Vertx vertx) throws Exception {
        try (ServerUnderTest floor = Peer.FLOOR.start(setup(vertx).overTls());
                ConnectionBatch clients = new ConnectionBatch(vertx, floor.endpoint(), 0, 2)) {
            assertThat(floor.endpoint().nodes()).singleElement().hasToString("https://127.0.0.1:" + port(floor));
            assertThat(clients.open().p50()).isPositive();
        }
    }

    private static int port(ServerUnderTest server) {
        return server.endpoint().nodes().get(0).getPort();
    }

    @Test
    void nothingTakesTheClientsOfTheFloorOver(Vertx vertx) {
        try (ServerUnderTest floor = Peer.FLOOR.start(setup(vertx))) {
            assertThatThrownBy(floor::killAndReplace)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("nothing takes the clients of this server over");
        }
    }
}
