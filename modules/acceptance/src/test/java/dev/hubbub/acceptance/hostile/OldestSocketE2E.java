// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.testkit.BridgeClient;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A17, the other way: a new socket takes the place of the oldest, on whichever node that is. */
@ExtendWith(VertxExtension.class)
final class OldestSocketE2E {
    private static final LimitsConfig LIMITS = LimitsConfig.NONE.with(LimitsConfig.SocketsPerUser.closeOldest(3));

    @TempDir
    private Path data;

    @Test
    void oldestMakesRoomOnEitherNode(Vertx vertx) throws Exception {
        try (TwoNodes hub = new TwoNodes(data, LIMITS)) {
            String token = TwoNodes.TOKENS.user("ann").sign();
            List<BridgeClient> sockets = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                sockets.add(Talk.login(vertx, hub.node(i % 2).url(), token));
                if (i >= 3) {
                    assertThat(sockets.get(i - 3).awaitClosed().code()).isEqualTo(4411);
                }
            }
            for (BridgeClient newest : sockets.subList(6, 9)) {
                assertThat(newest.call(RoomLists.MINE, new RoomLists.Mine()).rooms())
                        .isEmpty();
            }
        }
    }
}
