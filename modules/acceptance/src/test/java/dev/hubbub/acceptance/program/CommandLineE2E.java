// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.program;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.Crowd;
import dev.hubbub.acceptance.fixture.OwnKey;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.SelfSigned;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types, and what comes of it. */
@ExtendWith(VertxExtension.class)
final class CommandLineE2E {
    private static final int SIGTERM = 143;
    private static final int CROWD = Boolean.getBoolean("hubbub.full") ? 1_000 : 100;

    @TempDir
    private Path data;

    @Test
    void tokenPrintsATokenAndNothingElse() throws Exception {
        JavaCommand.Finished run =
                HubProcess.command("token", "ann", "--data", data.toString()).run();
        assertThat(run.exit()).isZero();
        assertThat(run.stdout()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
        assertThat(run.stderr()).isEmpty();
        Path key = data.resolve("hub.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void serveWithoutAKeyDoesNotStart() {
        JavaCommand.Finished run = HubProcess.command("serve", "--port", "0", "--data", data.toString())
                .run();
        assertThat(run.exit()).as(run.stderr()).isEqualTo(2);
        assertThat(run.stderr()).contains("auth.hs256: not set").doesNotContain("\tat ");
        assertThat(run.stdout()).doesNotContain("ready ");
    }

    @Test
    void hubOverTlsSaysWhereItIs(Vertx vertx) throws Exception {
        SelfSigned pair = SelfSigned.write(data);
        JavaCommand dev = HubProcess.command("dev", "--port", "0", "--data", data.toString())
                .env("HUB_HTTP_TLS_CERTIFICATE", pair.certificate().toString())
                .env("HUB_HTTP_TLS_KEY", pair.key().toString());
        try (HubProcess hub = HubProcess.start(dev)) {
            assertThat(hub.url()).startsWith("https://127.0.0.1:");
            ClientOptions options = ClientOptions.raw(hub.url()).trusting(pair.certificate());
            try (BridgeClient ann = BridgeClient.connect(vertx, options)) {
                assertThat(ann.login(hub.token("ann")).user().value()).isEqualTo("ann");
            }
        }
    }

    /** I15: with many sockets, one of which is not read, and messages under way. */
    @Test
    void sigtermSendsClientsElsewhereAndEndsInTime(Vertx vertx) throws Exception {
        RoomId room;
        List<Future<JsonObject>> sends;
        try (HubProcess hub = HubProcess.dev(data)) {
            Crowd crowd = Crowd.connect(vertx, hub.url(), OwnKey.tokens(data), CROWD);
            BridgeClient ann = Talk.login(vertx, hub.url(), hub.token("ann"));
            BridgeClient stuck = Talk.login(vertx, hub.url(), hub.token("bob"));
            room = ann.call(Rooms.CREATE, new Rooms.Create("Stop", List.of(new UserId("bob")), null, null))
                    .room();
            stuck.subscribe(room);
            stuck.stopReading();
            sends = say(ann, room);
            sends.get(0).await(20, SECONDS);

            Instant asked = Instant.now();
            assertThat(hub.stop()).as("in order").isEqualTo(SIGTERM);

            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(15));
            assertThat(ann.awaitClosed().code()).isEqualTo(1001);
            await().until(() -> crowd.closed() == CROWD);
        }
        try (HubProcess again = HubProcess.dev(data)) {
            BridgeClient ann = Talk.login(vertx, again.url(), again.token("ann"));
            List<Entry> kept = new ArrayList<>();
            for (List<Entry> page = page(ann, room, 0); !page.isEmpty(); page = page(ann, room, kept.size())) {
                kept.addAll(page);
            }
            for (Future<JsonObject> acked :
                    sends.stream().filter(Future::succeeded).toList()) {
                int seq = acked.result().getInteger("seq");
                assertThat(kept.get(seq - 1).seq()).isEqualTo(seq);
                assertThat(kept.get(seq - 1).clientId()).hasToString("m" + sends.indexOf(acked));
            }
        }
    }

    private static List<Future<JsonObject>> say(BridgeClient client, RoomId room) {
        return IntStream.range(0, 2_000)
                .mapToObj(i -> new JsonObject()
                        .put("room", room.value())
                        .put("clientId", "m" + i)
                        .put("text", "t"))
                .map(message -> client.request("api.messages.send", message))
                .toList();
    }

    private static List<Entry> page(BridgeClient client, RoomId room, long after) {
        return client.call(Messages.HISTORY, new Messages.History(room, null, after, 100))
                .messages();
    }
}
