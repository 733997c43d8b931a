// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;

/** Two users talk over the gateway of a node, and every module has its part in it. */
record Conversation(Vertx hub, Tokens tokens) {
    void hold() {
        try (BridgeClient ann = login("ann");
                BridgeClient bob = login("bob")) {
            talk(ann, bob);
        }
    }

    private BridgeClient login(String user) {
        BridgeClient client =
                BridgeClient.connect(hub, ClientOptions.raw("http://127.0.0.1:" + GatewayVerticle.port(hub)));
        client.login(tokens.user(user).sign());
        return client;
    }

    private static void talk(BridgeClient ann, BridgeClient bob) {
        RoomId room = ann.call(Rooms.CREATE, new Rooms.Create("Garden", List.of(new UserId("bob")), null, null))
                .room();
        Feed atBob = bob.subscribe(room);
        long seq = ann.call(Messages.SEND, new Messages.Send(room, new ClientId("c"), "hello"))
                .seq();
        assertThat(MessageEntry.text(atBob.awaitSeq(seq))).isEqualTo("hello");
        assertThat(bob.call(Messages.HISTORY, new Messages.History(room, null, null, null))
                        .messages())
                .last()
                .satisfies(entry -> assertThat(entry.seq()).isEqualTo(seq));
        ann.call(Signals.SIGNAL, new Signals.Signal(room, "code", Map.of("line", 3), true, null, null));
        assertThat(atBob.next("signal").getJsonObject("data").getInteger("line"))
                .isEqualTo(3);
        assertThat(bob.call(Signals.KEPT, new Signals.InRoom(room, null)).signals())
                .extracting(Signals.Kept::version)
                .containsExactly(1L);
        ann.call(Presence.TYPING, new Presence.Typing(room, true));
        assertThat(atBob.next("typing").getString("user")).isEqualTo("ann");
        await().atMost(10, SECONDS).until(() -> bob.call(Presence.LIST, new Presence.InRoomQuery(room)).users().stream()
                .allMatch(Presence.State::online));
        ann.call(Rooms.KICK, new Rooms.Kick(room, new UserId("bob")));
        assertThatThrownBy(() -> bob.call(Messages.SEND, new Messages.Send(room, new ClientId("d"), "late")))
                .hasMessageContaining("FORBIDDEN");
    }
}
