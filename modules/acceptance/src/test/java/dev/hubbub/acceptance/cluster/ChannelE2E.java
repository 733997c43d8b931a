// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.acceptance.fixture.SharedNodes;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Rooms.MemberList;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A channel on two nodes: users join by themselves on both, follow, and leave. With {@code hubbub.full} 2,000 are online. */
@ExtendWith({VertxExtension.class, SharedNodes.class})
final class ChannelE2E {
    private static final int ONLINE = Boolean.getBoolean("hubbub.full") ? 2_000 : 40;
    private static final int AT_A_TIME = 100;

    @Test
    void manyJoinReadAndLeaveAndTheLogHasNoneOfIt(Vertx vertx, TwoNodes hub) throws Exception {
        BridgeClient owner = login(vertx, hub, 0, "editor");
        RoomId news = owner.call(Rooms.CREATE, new Rooms.Create("News", null, null, null).of(RoomKind.CHANNEL))
                .room();
        List<BridgeClient> readers = IntStream.range(0, ONLINE)
                .mapToObj(i -> login(vertx, hub, i % 2, "reader-" + i))
                .toList();
        joinAll(readers, news);
        List<Feed> feeds =
                readers.stream().map(reader -> reader.subscribe(news)).toList();
        long first = Talk.say(owner, news, "c1").seq();
        assertThat(first).as("no join is in the log").isEqualTo(2);
        feeds.forEach(feed -> feed.awaitSeq(first));
        assertThat(members(owner, news)).isEqualTo(ONLINE + 1);

        leavesOnOneNodeWhileItFollowsOnTheOther(vertx, hub, news, feeds.get(0));
        owner.call(Moderation.BAN, new Moderation.Ban(news, new UserId("reader-1"), null));
        assertThatThrownBy(() -> feeds.get(1).awaitSeq(first + 2)).hasMessageContaining("FORBIDDEN");
        assertThatThrownBy(() -> readers.get(1).call(Rooms.JOIN, new Rooms.Join(news)))
                .hasMessageContaining("FORBIDDEN: you are banned");
        long last = Talk.say(owner, news, "c2").seq();
        assertThat(last).isEqualTo(4);
        for (Feed feed : feeds.subList(2, ONLINE)) {
            feed.awaitSeq(last);
            assertThat(feed.entries()).extracting(Entry::event).containsExactly("message", "banned", "message");
        }
        assertThat(members(owner, news)).isEqualTo(ONLINE - 1);
    }

    private static BridgeClient login(Vertx vertx, TwoNodes hub, int node, String user) {
        return Talk.login(
                vertx, hub.node(node).url(), TwoNodes.TOKENS.user(user).sign());
    }

    private static void joinAll(List<BridgeClient> readers, RoomId room) throws Exception {
        for (int from = 0; from < readers.size(); from += AT_A_TIME) {
            List<Future<JsonObject>> joins = new ArrayList<>();
            readers.subList(from, Math.min(readers.size(), from + AT_A_TIME))
                    .forEach(reader -> joins.add(
                            reader.request(Rooms.JOIN.address(), new JsonObject().put("room", room.value()))));
            Future.all(joins).await(20, SECONDS);
        }
    }

    private static void leavesOnOneNodeWhileItFollowsOnTheOther(Vertx vertx, TwoNodes hub, RoomId room, Feed feed) {
        BridgeClient tab = login(vertx, hub, 1, "reader-0");
        Feed own = tab.listen("out.user");
        own.next("position");
        tab.call(Rooms.LEAVE, new Rooms.Leave(room));
        assertThat(own.next("removed").getString("room")).isEqualTo(room.value());
        assertThatThrownBy(() -> feed.awaitSeq(99)).hasMessageContaining("FORBIDDEN: no longer a member");
        assertThat(tab.call(RoomLists.MINE, new RoomLists.Mine()).rooms()).isEmpty();
    }

    private static int members(BridgeClient client, RoomId room) {
        int count = 0;
        UserId after = null;
        do {
            MemberList page = client.call(Rooms.MEMBERS, new Rooms.Members(room, after, 30));
            count += page.members().size();
            after = page.next();
        } while (after != null);
        return count;
    }
}
