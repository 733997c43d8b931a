// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.hostile;

import static dev.hubbub.acceptance.fixture.SharedNodes.SOCKETS_OF_A_USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.SharedNodes;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.testkit.BridgeClient;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A17, the other way: a new socket takes the place of the oldest, on whichever node that is. */
@ExtendWith({VertxExtension.class, SharedNodes.class})
final class OldestSocketE2E {
    private static final int MORE = 6;

    @Test
    void oldestMakesRoomOnEitherNode(Vertx vertx, TwoNodes hub) {
        String token = TwoNodes.TOKENS.user("hoarder").sign();
        List<BridgeClient> sockets = new ArrayList<>();
        for (int i = 0; i < SOCKETS_OF_A_USER + MORE; i++) {
            sockets.add(Talk.login(vertx, hub.node(i % 2).url(), token));
            if (i >= SOCKETS_OF_A_USER) {
                assertThat(sockets.get(i - SOCKETS_OF_A_USER).awaitClosed().code())
                        .isEqualTo(4411);
            }
        }
        for (BridgeClient newest : sockets.subList(MORE, sockets.size())) {
            assertThat(newest.call(RoomLists.MINE, new RoomLists.Mine()).rooms())
                    .isEmpty();
        }
    }
}
