// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.hub.Main;
import dev.hubbub.testkit.mongo.MongoTestServer;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub on a machine where nothing, or only its data directory, can be written. */
final class ReadOnlyMachineTest {
    private static final String NOWHERE = "/proc/hubbub-test";

    @TempDir
    private Path dir;

    private JavaCommand hub(String command, String data, String temporary) {
        return JavaCommand.main(Main.class, command, "--port", "0", "--data", data)
                .option("-Djava.io.tmpdir=" + temporary)
                .env("HUB_ADMIN_ENABLED", "false")
                .env("HUB_AUTH_HS256", "env:CHAT_SECRET")
                .env("CHAT_SECRET", "q7Rr0vTzJk2mWx5YbN8cLd3fGh6pSa9u")
                .quick();
    }

    private static void assertLive(JavaProcess hub) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(hub.url() + "/health/live")).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void nothingIsWrittenOutsideTheDataDirectory() throws Exception {
        Path temporary = Files.createDirectory(dir.resolve("temporary"));
        String data = dir.resolve("data").toString();
        try (JavaProcess hub = hub("dev", data, temporary.toString()).start()) {
            assertLive(hub);
            assertThat(temporary).isEmptyDirectory();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void hubStartsWhereOnlyItsDataDirectoryCanBeWritten() throws Exception {
        try (JavaProcess hub =
                hub("serve", dir.resolve("data").toString(), NOWHERE).start()) {
            assertLive(hub);
        }
    }

    @Test
    void hubWithADatabaseStartsWhereNothingCanBeWritten() throws Exception {
        try (MongoTestServer mongo = MongoTestServer.inMemory();
                JavaProcess hub = hub("serve", NOWHERE + "/data", NOWHERE)
                        .env("HUB_PERSISTENCE_CONNECTION_STRING", mongo.connectionString())
                        .start()) {
            assertLive(hub);
        }
    }

    @Test
    void hubWithAStoreOfItsOwnSaysInOneLineThatItsDataCannotBeWritten() {
        JavaCommand.Finished refused = hub("serve", NOWHERE + "/data", NOWHERE).run();
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.stderr().lines())
                .singleElement()
                .asString()
                .startsWith(
                        "hubbub: --data: " + NOWHERE + "/data (expected: a directory that can be made and written)");
    }
}
