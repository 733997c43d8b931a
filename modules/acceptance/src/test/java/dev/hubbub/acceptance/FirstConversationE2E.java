// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.testkit.HubProcess;
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
import org.junit.jupiter.api.io.TempDir;

/** Two windows of a real browser, opened by the links that {@code dev} prints. */
final class FirstConversationE2E {
    private static final Path SHOTS = Path.of("target/screenshots");

    @TempDir
    private Path data;

    @Test
    @Timeout(300)
    void aliceAndBobChatAndTheHubMayDieMeanwhile() throws Exception {
        Path browser = Browser.find();
        Files.createDirectories(SHOTS);
        HubProcess hub = HubProcess.dev(data);
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
                            SHOTS.toAbsolutePath().toString())
                    .directory(Path.of("src/test/js").toFile())
                    .redirectErrorStream(true)
                    .start();
            List<String> printed = new ArrayList<>();
            try (BufferedReader lines = script.inputReader(StandardCharsets.UTF_8);
                    BufferedWriter answers = script.outputWriter(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    printed.add(line);
                    if (line.equals("please restart the hub")) {
                        hub = restarted(hub);
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

    private HubProcess restarted(HubProcess hub) {
        hub.kill();
        String port = String.valueOf(URI.create(hub.url()).getPort());
        return HubProcess.start(HubProcess.command("dev", "--port", port, "--data", data.toString()));
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
