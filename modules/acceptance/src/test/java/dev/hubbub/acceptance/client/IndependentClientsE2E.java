// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.NodeScript;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.process.HubProcess;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that others wrote, from npm, unmodified. */
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(VertxExtension.class)
final class IndependentClientsE2E {
    @TempDir
    private static Path data;

    private static HubProcess hub;

    @BeforeAll
    static void start() {
        hub = HubProcess.dev(data);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge",
                "bridge/xhr-polling",
                "bridge/xhr-streaming",
                "bridge/eventsource",
                "vertx3",
                "vertx3/xhr-polling",
                "vertx3/xhr-streaming",
                "vertx3/eventsource",
                "sockjs",
                "sockjs/xhr-polling",
                "sockjs/xhr-streaming",
                "sockjs/eventsource",
                "websocket"
            })
    void clientLogsInJoinsSendsReceivesAndReadsHistory(String client, Vertx vertx) throws Exception {
        NodeScript.Outcome outcome = run("conversation.mjs", client, vertx);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("\"first\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge",
                "bridge/xhr-polling",
                "vertx3",
                "vertx3/xhr-streaming",
                "sockjs",
                "sockjs/eventsource",
                "websocket"
            })
    void clientComesBackWithAHeaderAndMissesNothing(String client, Vertx vertx) throws Exception {
        NodeScript.Outcome outcome = run("resume.mjs", client, vertx);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("\"ahead\"");
    }

    private static NodeScript.Outcome run(String script, String client, Vertx vertx) throws Exception {
        String ann = hub.token("ann");
        RoomId room;
        try (BridgeClient owner = BridgeClient.connect(vertx, ClientOptions.raw(hub.url()))) {
            owner.login(ann);
            room = owner.call(Rooms.CREATE, new Rooms.Create("Kitchen", null, null, null))
                    .room();
        }
        return NodeScript.run(script, client, hub.url(), ann, hub.token("bob"), room.value());
    }
}
