// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.Browser;
import dev.hubbub.acceptance.fixture.NodeScript;
import dev.hubbub.acceptance.fixture.OwnKey;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The chat page beside a host app that logs its users in, in a real browser. */
@Execution(ExecutionMode.SAME_THREAD)
final class HostAppE2E {
    private static final Path SHOTS = Path.of("target/screenshots");

    @TempDir
    private Path data;

    @Test
    @Timeout(300)
    void usersOfTheAppComeToThePage() throws Exception {
        Files.createDirectories(SHOTS);
        int port = freePort();
        String app = "http://127.0.0.1:" + port;
        JavaCommand command = HubProcess.unlimited(HubProcess.command("dev", "--port", "0", "--data", data.toString()))
                .env("HUB_HTTP_FRAME_ANCESTORS", app)
                .env("HUB_AUTH_LOGIN_URL", app + "/login?next={page}");
        try (HubProcess hub = HubProcess.start(command)) {
            NodeScript.Outcome outcome = NodeScript.run(
                    "hostapp.mjs",
                    Browser.find().toString(),
                    hub.url(),
                    String.valueOf(port),
                    tokens().encode(),
                    SHOTS.toAbsolutePath().toString());
            assertThat(outcome.output().strip()).endsWith("ok");
            assertThat(outcome.exit()).isZero();
        }
    }

    /** Three people have one name; one of them by a letter of another alphabet. */
    private JsonObject tokens() {
        Tokens tokens = OwnKey.tokens(data);
        return new JsonObject()
                .put("ann", tokens.user("ann").name("Ann").sign())
                .put("bob", tokens.user("bob").name("Bob").sign())
                .put("fay", tokens.user("fay").name("Fay").sign())
                .put(
                        "short",
                        tokens.user("fay")
                                .name("Fay")
                                .expiresIn(Duration.ofSeconds(8))
                                .sign())
                .put("alice1", tokens.user("alice1").name("Alice").sign())
                .put("alice2", tokens.user("alice2").name("Alice").sign())
                .put("alice3", tokens.user("alice3").name("\u0410lice").sign());
    }

    /** The hub has to know the app before either listens. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
