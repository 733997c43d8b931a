// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.Browser;
import dev.hubbub.acceptance.fixture.NodeScript;
import dev.hubbub.acceptance.fixture.OwnKey;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two users on the chat page: code, an image, answers, edits, deletions, reactions, a pin, a mention, a thread, the search, and what a stage holds. */
@Execution(ExecutionMode.SAME_THREAD)
final class MessagesE2E {
    private static final Path SHOTS = Path.of("target/screenshots");

    @TempDir
    private Path data;

    @Test
    @Timeout(300)
    void bothSeeWhatMessagesHoldAndWhatBecameOfThem() throws Exception {
        Files.createDirectories(SHOTS);
        try (HubProcess hub = HubProcess.start(
                HubProcess.unlimited(HubProcess.command("dev", "--port", "0", "--data", data.toString()))
                        .env("HUB_MODERATION_WORDS_ON", "true")
                        .env("HUB_MODERATION_WORDS_LISTS", "[{\"words\":[\"casino\"],\"action\":\"hold\"}]")
                        .env("HUB_MESSAGES_HOOKS", "[{\"address\":\"hook.message.before.words\"}]"))) {
            NodeScript.Outcome outcome = NodeScript.run(
                    "messages.mjs",
                    Browser.find().toString(),
                    hub.url(),
                    tokens().encode(),
                    SHOTS.toAbsolutePath().toString());
            assertThat(outcome.output().strip()).endsWith("ok");
            assertThat(outcome.exit()).isZero();
        }
    }

    private JsonObject tokens() {
        Tokens tokens = OwnKey.tokens(data);
        return new JsonObject()
                .put("ann", tokens.user("u-ann").name("Ann").sign())
                .put("bob", tokens.user("u-bob").name("Bob").sign());
    }
}
