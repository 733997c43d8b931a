// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.mongo.MongoTestServer;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A hub with the data of a version that had no SQLite. */
@ExtendWith(VertxExtension.class)
final class StoreUpgradeE2E {
    private static final int MESSAGES = 40;

    /** What the hub of that version has left; each test has a copy. */
    @TempDir
    private static Path left;

    private static RoomId room;
    private static List<Entry> before;

    @TempDir
    private Path data;

    @BeforeAll
    static void talkOnAnOldStore(Vertx vertx) {
        HubProcess.createKey(left);
        try (MongoTestServer old = MongoTestServer.asBeforeSqlite(left)) {
            JavaCommand serve = serve(left).env("HUB_PERSISTENCE_CONNECTION_STRING", old.connectionString());
            try (HubProcess hub = HubProcess.start(serve)) {
                BridgeClient ann = Talk.login(vertx, hub.url(), hub.token("ann"));
                room = ann.call(Rooms.CREATE, new Rooms.Create("Kitchen", null, null, null))
                        .room();
                for (int i = 0; i < MESSAGES; i++) {
                    Talk.say(ann, room, "m" + i);
                }
                before = history(ann);
                hub.stop();
            }
        }
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(left)) {
            for (Path file : files.filter(each -> !each.equals(left)).toList()) {
                Files.copy(file, data.resolve(left.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static JavaCommand serve(Path data) {
        return HubProcess.unlimited(HubProcess.command("serve", "--port", "0", "--data", data.toString()));
    }

    private static List<Entry> history(BridgeClient client) {
        return client.call(Messages.HISTORY, new Messages.History(room, null, 0L, 100))
                .messages();
    }

    @Test
    void conversationGoesOn(Vertx vertx) {
        try (HubProcess hub = HubProcess.start(serve(data))) {
            BridgeClient ann = Talk.login(vertx, hub.url(), hub.token("ann"));
            assertThat(history(ann)).isEqualTo(before).hasSize(MESSAGES + 1);
            assertThat(Talk.say(ann, room, "m7").seq()).as("sent before").isEqualTo(9);
            assertThat(Talk.say(ann, room, "new").seq()).isEqualTo(MESSAGES + 2);
            assertThat(ann.call(RoomLists.MINE, new RoomLists.Mine()).rooms())
                    .anySatisfy(mine -> assertThat(mine.room()).isEqualTo(room));
        }
        assertThat(data.resolve("store.mv")).doesNotExist();
        assertThat(data.resolve("store.mv.copied")).exists();
    }

    @Test
    void damagedStoreStopsTheStartWithOneLine() throws IOException {
        try (FileChannel file = FileChannel.open(data.resolve("store.mv"), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }
        JavaCommand.Finished run = serve(data).run();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.stderr().lines().filter(line -> line.startsWith("hubbub: ")))
                .singleElement()
                .asString()
                .startsWith("hubbub: persistence: " + data.resolve("store.mv") + ": cannot be copied to hubbub.db: ");
        assertThat(run.stderr()).doesNotContain("\tat ");
        assertThat(data.resolve("store.mv")).exists();
        assertThat(data.resolve("hubbub.db")).doesNotExist();
    }
}
