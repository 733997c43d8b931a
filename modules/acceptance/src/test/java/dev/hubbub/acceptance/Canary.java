// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.LongStream;

/** A conversation over two nodes that must not notice what a test does beside it. */
final class Canary {
    private final BridgeClient owner;
    private final RoomId room;
    private final Feed heard;
    private int said;

    /**
     * Begins it.
     *
     * @param ownerToken whose messages no limit holds up
     */
    Canary(Vertx vertx, List<String> urls, String ownerToken, String memberToken) {
        owner = Talk.login(vertx, urls.get(0), ownerToken);
        BridgeClient member = Talk.login(vertx, urls.get(1), memberToken);
        room = owner.call(Rooms.CREATE, new Rooms.Create("Private", List.of(new UserId("canary")), null, null))
                .room();
        heard = member.subscribe(room);
    }

    void sing() {
        Talk.say(owner, room, "song-" + said++);
    }

    void noticedNothing() {
        long last = Talk.say(owner, room, "song-" + said++).seq();
        heard.awaitSeq(last);
        assertThat(heard.entries())
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(2, last).boxed().toList());
    }
}
