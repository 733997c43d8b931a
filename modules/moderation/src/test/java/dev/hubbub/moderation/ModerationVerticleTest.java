// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.MessageHooks;
import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.contract.moderation.FloodGuard;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.moderation.config.ContactsConfig;
import dev.hubbub.moderation.config.FloodConfig;
import dev.hubbub.moderation.config.LinksConfig;
import dev.hubbub.moderation.config.ModerationConfig;
import dev.hubbub.moderation.config.WordListConfig;
import dev.hubbub.moderation.config.WordsConfig;
import dev.hubbub.testkit.bus.BusRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clock stands still unless a test advances it. */
@ExtendWith(VertxExtension.class)
class ModerationVerticleTest {
    private static final List<Rpc<MessageQuestion, MessageAnswer>> STAGES =
            List.of(MessageHooks.CONTACTS, MessageHooks.WORDS, MessageHooks.LINKS, MessageHooks.FLOOD);

    private final AtomicLong clock = new AtomicLong(100_000);
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private static ModerationConfig allOn() {
        return new ModerationConfig(
                null,
                new ContactsConfig(true, null, null, null, null, null, null),
                new WordsConfig(true, List.of(new WordListConfig(null, List.of("bad"), null, null))),
                new LinksConfig(true, null, null, null, List.of("evil.com"), null),
                new FloodConfig(true, null, 2, 10, 1, 60));
    }

    private Bus deploy(Vertx vertx, ModerationConfig config) {
        done(vertx.deployVerticle(() -> new ModerationVerticle(config, clock::get, meters), new DeploymentOptions()));
        return new Bus(vertx);
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(5, SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in time", e);
        }
    }

    private static String failure(Future<?> future) {
        return Assertions.catchThrowableOfType(HubException.class, () -> done(future))
                .getMessage();
    }

    private static MessageAnswer ask(Bus bus, Rpc<MessageQuestion, MessageAnswer> stage, String text) {
        return done(bus.call(stage, Messages.text(text)));
    }

    @Test
    void stagesThatAreOnAnswerAtTheirAddresses(Vertx vertx) {
        Bus bus = deploy(vertx, allOn());
        assertThat(ask(bus, MessageHooks.CONTACTS, "call 8 (916) 123-45-67 now"))
                .isEqualTo(MessageAnswer.replaced("call \u2022\u2022\u2022 now"));
        assertThat(ask(bus, MessageHooks.WORDS, "bad")).isEqualTo(MessageAnswer.replaced("\u2022\u2022\u2022"));
        assertThat(ask(bus, MessageHooks.LINKS, "https://evil.com").action()).isEqualTo(MessageAction.REFUSE);
        assertThat(ask(bus, MessageHooks.LINKS, "hello")).isEqualTo(MessageAnswer.PASSED);
        assertThat(meters.get("hub.moderation.findings")
                        .tag("stage", "links")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("hub.moderation.word.characters").gauge().value()).isEqualTo(4);
    }

    @Test
    void longTextIsJudgedToo(Vertx vertx) {
        Bus bus = deploy(vertx, allOn());
        String text = "good ".repeat(3_000);
        assertThat(ask(bus, MessageHooks.WORDS, text + "bad"))
                .isEqualTo(MessageAnswer.replaced(text + "\u2022\u2022\u2022"));
        assertThat(ask(bus, MessageHooks.FLOOD, text)).isEqualTo(MessageAnswer.PASSED);
    }

    @Test
    void stagesAreOffByDefault(Vertx vertx) {
        Bus bus = deploy(vertx, ModerationConfig.defaults());
        for (Rpc<MessageQuestion, MessageAnswer> stage : STAGES) {
            assertThat(failure(bus.call(stage, Messages.text("hello"))))
                    .as(stage.address())
                    .startsWith("UNAVAILABLE");
        }
    }

    @Test
    void floodIsRefusedUntilItIsLongEnoughAgo(Vertx vertx) {
        Bus bus = deploy(vertx, allOn());
        assertThat(ask(bus, MessageHooks.FLOOD, "one")).isEqualTo(MessageAnswer.PASSED);
        assertThat(ask(bus, MessageHooks.FLOOD, "two")).isEqualTo(MessageAnswer.PASSED);
        assertThat(ask(bus, MessageHooks.FLOOD, "three"))
                .isEqualTo(MessageAnswer.refused("too many messages; retry after 10 s"));
        clock.addAndGet(10_000);
        assertThat(ask(bus, MessageHooks.FLOOD, "one")).isEqualTo(MessageAnswer.PASSED);
        assertThat(ask(bus, MessageHooks.FLOOD, "ONE!"))
                .isEqualTo(MessageAnswer.refused("the same message again; retry after 50 s"));
        assertThat(meters.get("hub.moderation.senders").gauge().value()).isEqualTo(1);
    }

    @Test
    void questionIsTakenAsJson(Vertx vertx) {
        Bus bus = deploy(vertx, allOn());
        JsonObject question = new JsonObject()
                .put("room", "deal-17")
                .put("sender", "ann")
                .put("kind", "text")
                .put("text", "a bad word")
                .put("roomKind", "group");
        Object answer = done(bus.relay(MessageHooks.WORDS.address(), Caller.of("ann"), question));
        assertThat(answer).isEqualTo(MessageAnswer.replaced("a \u2022\u2022\u2022 word"));
    }

    @Test
    void malformedQuestionsAreRefused(Vertx vertx) {
        Bus bus = deploy(vertx, allOn());
        JsonObject question = new JsonObject()
                .put("room", "deal-17")
                .put("sender", "ann")
                .put("kind", "text")
                .put("roomKind", "group");
        for (Rpc<MessageQuestion, MessageAnswer> stage : STAGES) {
            assertThat(malformed(bus, stage, null)).startsWith("BAD_REQUEST: body");
            assertThat(malformed(bus, stage, new JsonObject())).startsWith("BAD_REQUEST: room");
            assertThat(malformed(bus, stage, question.copy().put("text", " "))).startsWith("BAD_REQUEST: text");
            assertThat(malformed(bus, stage, question.copy().put("text", "\ud83d")))
                    .startsWith("BAD_REQUEST: text");
            assertThat(malformed(bus, stage, question.copy().put("dealStage", "a\nb")))
                    .startsWith("BAD_REQUEST: dealStage");
        }
    }

    private static String malformed(Bus bus, Rpc<?, ?> rpc, JsonObject body) {
        return failure(bus.relay(rpc.address(), Caller.of("ann"), body));
    }

    @Test
    void malformedCountsAreRefused(Vertx vertx) {
        deploy(vertx, allOn());
        JsonObject limits = new JsonObject()
                .put("messages", 1)
                .put("seconds", 1)
                .put("repeats", 1)
                .put("repeatSeconds", 1);
        JsonObject count = new JsonObject()
                .put("room", "lobby")
                .put("sender", "ann")
                .put("sketch", new JsonArray())
                .put("limits", limits);
        assertThat(failure(BusRequest.ask(
                        vertx,
                        FloodGuard.COUNT,
                        0,
                        Caller.of("ann"),
                        count.copy().put("sketch", null))))
                .startsWith("BAD_REQUEST: sketch");
        JsonArray long33 = new JsonArray(LongStream.range(0, 33).boxed().toList());
        assertThat(failure(BusRequest.ask(
                        vertx,
                        FloodGuard.COUNT,
                        0,
                        Caller.of("ann"),
                        count.copy().put("sketch", long33))))
                .startsWith("BAD_REQUEST: sketch: 33 (expected: 0 to 32)");
        JsonObject endless = limits.copy().put("seconds", 3_601);
        assertThat(failure(BusRequest.ask(
                        vertx,
                        FloodGuard.COUNT,
                        0,
                        Caller.of("ann"),
                        count.copy().put("limits", endless))))
                .startsWith("BAD_REQUEST: seconds: 3601 (expected: 1 to 3600)");
    }

    @Test
    void listThatIsNotThereStopsTheStart(Vertx vertx) {
        WordsConfig words = new WordsConfig(true, List.of(new WordListConfig(null, null, "/not/there.txt", null)));
        ModerationConfig config = new ModerationConfig(null, null, words, null, null);
        assertThatThrownBy(
                        () -> done(vertx.deployVerticle(() -> new ModerationVerticle(config), new DeploymentOptions())))
                .hasMessage("moderation.words.lists: /not/there.txt cannot be read (expected: a text in UTF-8)");
    }
}
