// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Feeds;
import dev.hubbub.testkit.Feed;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that come back to a room whose oldest entries are deleted. */
@ExtendWith(VertxExtension.class)
class ResumeBelowFloorTest {
    private static final RoomId TEA = new RoomId("tea");

    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Feeds.DEFAULTS);
        for (int i = 1; i <= 700; i++) {
            gateway.hub.append(MessageEntry.KIND.entry(TEA, Caller.of("ann"), new ClientId("c" + i), "text " + i));
        }
        gateway.hub.first = 505;
    }

    private static void assertHasWhatIsLeft(Feed feed) {
        feed.awaitSeq(700);
        assertThat(feed.entries())
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(505, 700).boxed().toList());
    }

    private double resets() {
        return gateway.meters
                .get("hub.gateway.resumes")
                .tag("outcome", "reset")
                .counter()
                .count();
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 499, 503})
    void whatIsDeletedIsResetAndTheRestIsReplayed(long since) {
        Feed feed = gateway.login("bob").subscribe(TEA, since);

        assertHasWhatIsLeft(feed);
        JsonObject reset = feed.next("reset");
        assertThat(reset.getLong("seq")).isEqualTo(504);
        assertThat(reset.getString("reason")).isEqualTo("gone");
        assertThat(resets()).as("in the middle of the replay, and counted").isEqualTo(1);
    }

    @Test
    void lastEntryThatIsDeletedIsNoReset() {
        Feed feed = gateway.login("bob").subscribe(TEA, 504);

        assertHasWhatIsLeft(feed);
        assertThat(feed.reset()).isEmpty();
        assertThat(resets()).isZero();
        assertThat(feed.bodies()).noneMatch(body -> "reset".equals(((JsonObject) body).getString("event")));
    }
}
