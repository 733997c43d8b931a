// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.acceptance.fixture.SharedNodes;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rolling upgrade: a verticle on one node appends kinds of entries that no other part of the two nodes knows. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith({VertxExtension.class, SharedNodes.class})
final class UnknownKindE2E {
    private static final UserId ANN = new UserId("today-ann");
    private static final UserId BOB = new UserId("today-bob");

    private Bus newer;
    private BridgeClient ann;
    private BridgeClient bob;
    private RoomId room;

    @BeforeAll
    void start(Vertx vertx, TwoNodes hub) {
        newer = new Bus(hub.node(0).vertx());
        ann = Talk.login(
                vertx, hub.node(0).url(), TwoNodes.TOKENS.user(ANN.value()).sign());
        bob = Talk.login(
                vertx, hub.node(1).url(), TwoNodes.TOKENS.user(BOB.value()).sign());
    }

    @BeforeEach
    void createRoom() {
        Rooms.Create garden = new Rooms.Create("Garden", List.of(BOB), Visibility.PRIVATE, null);
        room = ann.call(Rooms.CREATE, garden).room();
    }

    private long append(String event, Map<String, Object> fields) throws Exception {
        Entry entry = new Entry(event, room, 0, ANN, null, null, null, fields);
        return newer.call(MessageLog.APPEND, new MessageLog.Append(entry, 1))
                .await(10, SECONDS)
                .seq();
    }

    private static void assertSame(Entry read, long seq) {
        assertThat(read.event()).isEqualTo("voted");
        assertThat(read.seq()).isEqualTo(seq);
        assertThat(new JsonObject(read.fields()))
                .isEqualTo(new JsonObject().put("to", 1).put("emoji", "x"));
    }

    @Test
    void otherNodeStoresPassesOnAndReplaysTheKind() throws Exception {
        Feed live = bob.subscribe(room);
        long seq = append("voted", Map.of("to", 1, "emoji", "x"));
        assertSame(live.awaitSeq(seq), seq);
        assertThat(Talk.say(bob, room, "after").seq()).isEqualTo(seq + 1);

        bob.unsubscribe(live);
        assertSame(bob.subscribe(room, 1).awaitSeq(seq), seq);
        List<Entry> page = bob.call(Messages.HISTORY, new Messages.History(room, null, 1L, null))
                .messages();
        assertThat(page).extracting(Entry::seq).containsExactly(seq, seq + 1);
        assertSame(page.get(0), seq);
        assertThat(ann.resume(List.of(new Session.Since(room, 1L)))
                        .feed(room)
                        .awaitSeq(seq + 1)
                        .event())
                .isEqualTo("message");
    }

    @Test
    void kindThatChangesMembersChangesThemOnTheOtherNode() throws Exception {
        Feed live = bob.subscribe(room);
        long seq = append("moved-out", Map.of("members", List.of(Map.of("user", BOB.value()))));
        assertThat(live.awaitSeq(seq).event()).isEqualTo("moved-out");
        assertThat(Talk.say(ann, room, "alone").seq()).isEqualTo(seq + 1);
        assertThatThrownBy(() -> live.awaitSeq(seq + 1)).hasMessageContaining("FORBIDDEN");
        assertThatThrownBy(() -> Talk.say(bob, room, "late")).hasMessageContaining("FORBIDDEN");
    }
}
