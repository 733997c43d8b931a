// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.fault;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.process.HubCluster;
import dev.hubbub.testkit.process.HubProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An ack means stored: SIGKILL right after one, start again, and look. */
@ExtendWith(VertxExtension.class)
final class KillE2E {
    private static final int ROUNDS = Boolean.getBoolean("hubbub.full") ? 20 : 1;
    private static final int BURST = 40;

    private final Map<String, JsonObject> acked = new ConcurrentHashMap<>();
    private RoomId room;

    @TempDir
    private Path data;

    @Test
    void nothingAckedIsMissingWithTheStoreInTheProcess(Vertx vertx) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (HubProcess hub = HubProcess.dev(data)) {
                talkUntilKilled(vertx, hub.url(), hub.token("ann"), round, hub::kill);
            }
        }
        try (HubProcess hub = HubProcess.dev(data)) {
            nothingIsMissing(vertx, hub.url(), hub.token("ann"));
        }
    }

    @Test
    void nothingAckedIsMissingWithTheStoreAsAProcess(Vertx vertx) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (HubCluster cluster = HubCluster.start(data, 1)) {
                Runnable killBoth = () -> {
                    cluster.store().kill();
                    cluster.node(0).kill();
                };
                talkUntilKilled(vertx, cluster.node(0).url(), cluster.token("ann"), round, killBoth);
            }
        }
        try (HubCluster cluster = HubCluster.start(data, 1)) {
            nothingIsMissing(vertx, cluster.node(0).url(), cluster.token("ann"));
        }
    }

    /** Sends a burst, and kills in the callback of an ack in the middle of it. */
    private void talkUntilKilled(Vertx vertx, String url, String token, int round, Runnable kill) throws Exception {
        try (BridgeClient ann = BridgeClient.connect(vertx, ClientOptions.raw(url))) {
            ann.login(token);
            if (room == null) {
                room = ann.call(Rooms.CREATE, new Rooms.Create("Kitchen", null, null, null))
                        .room();
            }
            List<Future<JsonObject>> sends = new ArrayList<>();
            for (int i = 0; i < BURST; i++) {
                sends.add(send(ann, round + "-" + i));
            }
            sends.get(BURST / 2 + round).await(10, SECONDS);
            kill.run();
            Future.join(sends).otherwiseEmpty().await(10, SECONDS);
        }
    }

    private Future<JsonObject> send(BridgeClient client, String id) {
        JsonObject body =
                new JsonObject().put("room", room.value()).put("clientId", id).put("text", "text " + id);
        return client.request(Messages.SEND.address(), body).onSuccess(sent -> acked.put(id, sent));
    }

    private void nothingIsMissing(Vertx vertx, String url, String token) throws Exception {
        assertThat(acked).hasSizeGreaterThan(ROUNDS * BURST / 2);
        try (BridgeClient ann = BridgeClient.connect(vertx, ClientOptions.raw(url))) {
            ann.login(token);
            List<Entry> entries = Talk.history(ann, room);
            assertThat(entries)
                    .extracting(Entry::seq)
                    .isEqualTo(LongStream.rangeClosed(1, entries.size()).boxed().toList());
            Map<String, Long> stored = new ConcurrentHashMap<>();
            entries.stream().filter(entry -> entry.clientId() != null).forEach(entry -> {
                assertThat(stored.put(entry.clientId().value(), entry.seq()))
                        .as("stored once")
                        .isNull();
                assertThat(MessageEntry.text(entry)).isEqualTo("text " + entry.clientId());
            });
            Map<String, Long> numbers = new HashMap<>();
            acked.forEach((id, sent) -> numbers.put(id, sent.getLong("seq")));
            assertThat(stored).containsAllEntriesOf(numbers);
            for (Map.Entry<String, JsonObject> before : Map.copyOf(acked).entrySet()) {
                assertThat(send(ann, before.getKey()).await(10, SECONDS))
                        .as("the same ack again")
                        .isEqualTo(before.getValue());
            }
        }
    }
}
