// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.Browser;
import dev.hubbub.acceptance.fixture.OwnKey;
import dev.hubbub.acceptance.fixture.Vandal;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two windows of a real browser, opened by the links that {@code dev} prints; and a room that means them harm. */
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(VertxExtension.class)
final class FirstConversationE2E {
    private static final Path SHOTS = Path.of("target/screenshots");

    private static final UserId ALICE = new UserId("alice");

    private static final boolean FULL = Boolean.getBoolean("hubbub.full");

    @TempDir
    private Path data;

    @TempDir
    private Path clone;

    private RoomId surprise;

    @Test
    @Timeout(1_200)
    void aliceAndBobChatAndTheHubMayDieMeanwhile(Vertx vertx) throws Exception {
        Path browser = Browser.find();
        Files.createDirectories(SHOTS);
        Path jar = FULL ? freshlyBuilt() : null;
        HubProcess hub = start(jar, "0");
        try {
            String alice = link(hub, "alice");
            String bob = link(hub, "bob");
            assertThat(alice + bob).doesNotContain("eyJ");
            Process script = new ProcessBuilder(
                            "node",
                            "browser.mjs",
                            browser.toString(),
                            alice,
                            bob,
                            SHOTS.toAbsolutePath().toString(),
                            Vandal.wreck(vertx, hub.url(), data).encode())
                    .directory(Path.of("src/test/js").toFile())
                    .redirectErrorStream(true)
                    .start();
            List<String> printed = new ArrayList<>();
            try (BufferedReader lines = script.inputReader(StandardCharsets.UTF_8);
                    BufferedWriter answers = script.outputWriter(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    printed.add(line);
                    if (line.startsWith("please ")) {
                        hub = carryOut(line, hub, jar, vertx);
                        answer(answers);
                    }
                }
            }
            assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(script.exitValue()).as(String.join("\n", printed)).isZero();
            assertThat(printed).last().isEqualTo("ok");
        } finally {
            hub.close();
        }
    }

    /** What the script asks for. Returns the hub that runs from now on. */
    private HubProcess carryOut(String request, HubProcess hub, Path jar, Vertx vertx) {
        switch (request) {
            case "please restart the hub" -> {
                return restarted(hub, jar);
            }
            case "please add alice to a room" -> surprise = addAlice(vertx, hub.url());
            case "please remove alice from the room" -> removeAlice(vertx, hub.url());
            default -> throw new IllegalArgumentException(request);
        }
        return hub;
    }

    private RoomId addAlice(Vertx vertx, String url) {
        try (BridgeClient carol = carol(vertx, url)) {
            Rooms.Create create = new Rooms.Create("Surprise", List.of(ALICE), null, null);
            return carol.call(Rooms.CREATE, create).room();
        }
    }

    private void removeAlice(Vertx vertx, String url) {
        try (BridgeClient carol = carol(vertx, url)) {
            carol.call(Rooms.KICK, new Rooms.Kick(surprise, ALICE));
        }
    }

    private BridgeClient carol(Vertx vertx, String url) {
        BridgeClient carol = BridgeClient.connect(vertx, ClientOptions.raw(url));
        carol.login(OwnKey.tokens(data).user("carol").sign());
        return carol;
    }

    private HubProcess restarted(HubProcess hub, Path jar) {
        hub.kill();
        return start(jar, String.valueOf(URI.create(hub.url()).getPort()));
    }

    private HubProcess start(Path jar, String port) {
        String[] arguments = {"dev", "--port", port, "--data", data.toString()};
        return HubProcess.start(jar == null ? HubProcess.command(arguments) : JavaCommand.jar(jar, arguments));
    }

    /** What a newcomer gets: a fresh clone, built by the first half of the README's run command. */
    private Path freshlyBuilt() throws Exception {
        String readme = Files.readString(Path.of("../../README.md"));
        Matcher command =
                Pattern.compile("(mvn [^\n]*?) && java -jar (\\S+) dev").matcher(readme);
        assertThat(command.find()).isTrue();
        run(Path.of("../.."), "git", "clone", "-q", ".", clone.toString());
        run(clone, "bash", "-c", command.group(1));
        return clone.resolve(command.group(2));
    }

    private static void run(Path directory, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }

    private static void answer(BufferedWriter answers) throws IOException {
        answers.write("done\n");
        answers.flush();
    }

    private static String link(HubProcess hub, String user) {
        Pattern pattern = Pattern.compile("(http://\\S+#ticket=\\S+)\\s+\\(as " + user + "\\)");
        String line = hub.process().awaitLine(pattern);
        Matcher matcher = pattern.matcher(line);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
