// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The back-ends of {@code modules/examples}, as they are, against a hub. */
@ExtendWith(VertxExtension.class)
final class BackendExamplesE2E {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final String SECRET = "w7Rr0vTzJk2mWx5YbN8cLd3fGh6pSa9u";
    private static final String KEY = "q1Zx81mPq0Lw7VtB3nC5sK9dFhJ4gM6e";
    private static final String KEYS =
            "[{\"name\":\"shop\",\"key\":\"env:SHOP_KEY\",\"scopes\":[\"rooms.*\",\"messages.*\"]}]";

    @TempDir
    private static Path data;

    private static HubProcess hub;

    @BeforeAll
    static void start() {
        hub = HubProcess.start(HubProcess.command("serve", "--port", "0", "--data", data.toString())
                .env("HUB_AUTH_HS256", "env:CHAT_SECRET")
                .env("HUB_AUTH_SERVER_KEYS", KEYS)
                .env("CHAT_SECRET", SECRET)
                .env("SHOP_KEY", KEY));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({"node,backend.mjs", "python3,backend.py"})
    void backendMakesARoomSpeaksInItAndFollowsIt(String command, String file, Vertx vertx) throws Exception {
        List<String> lines = run(command, EXAMPLES.resolve(file)).lines().toList();
        assertThat(lines).hasSize(3).startsWith("3 server.shop: Order 17 is on its way", "4 alice: Thank you!");
        RoomId room = new RoomId(lines.get(2).substring("room ".length()));
        try (BridgeClient bob = BridgeClient.connect(vertx, ClientOptions.raw(hub.url()))) {
            bob.login(Tokens.hs256(SECRET).user("bob").sign());
            List<Entry> stored = bob.call(Messages.HISTORY, new Messages.History(room, null, null, 50))
                    .messages();
            assertThat(stored).extracting(Entry::event).containsExactly("created", "joined", "message", "message");
            assertThat(stored)
                    .extracting(entry -> entry.sender().value())
                    .containsExactly("server.shop", "server.shop", "server.shop", "alice");
            assertThat(stored.get(3).clientId().value()).isEqualTo("thanks");
            assertThat(CreatedEntry.KIND.is(stored.get(0))).isTrue();
            assertThat(bob.call(Rooms.MEMBERS, new Rooms.Members(room)).members())
                    .extracting(Member::user)
                    .containsExactly(new UserId("alice"), new UserId("bob"));
        }
    }

    @ParameterizedTest
    @CsvSource({"backend.mjs", "backend.py"})
    void backendIsShort(String file) throws Exception {
        assertThat(Files.readAllLines(EXAMPLES.resolve(file))).hasSizeLessThan(60);
    }

    @Test
    void theHubAsItIsShippedSaysWhichFieldsMayBeAbsent() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(hub.url() + "/openapi.json")).build();
        String document = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        assertThat(new JsonObject(document)
                        .getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject("Messages.History")
                        .getJsonArray("required"))
                .isEqualTo(new JsonArray().add("room"));
    }

    private static String run(String command, Path script) throws Exception {
        Path output = data.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command, script.toString());
        builder.environment().putAll(Map.of("HUB_URL", hub.url(), "CHAT_SECRET", SECRET, "SHOP_KEY", KEY));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(text).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
