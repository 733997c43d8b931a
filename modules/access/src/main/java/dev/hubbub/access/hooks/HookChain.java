// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import dev.hubbub.access.config.HookStageConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.hooks.MessageHooks;
import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the stages in front of the store about a message, one after the other in the order in which they are declared. What one
 * makes of the text is what the next one is asked about; the first that refuses or holds the message ends it.
 */
public final class HookChain {
    private final List<Stage> stages;
    private final int maxTextBytes;

    private record Stage(Failure failure, HookClient<MessageQuestion, MessageAnswer> client) {}

    /** Asks a stage at its address. */
    public interface Asker {
        /** @return fails when there is no answer within the time of the stage */
        Future<MessageAnswer> ask(HookStageConfig stage, MessageQuestion question);
    }

    /**
     * What came of a message.
     *
     * @param text the text that the stages gave the message, up to one that held it; absent: none, or it is refused
     * @param reason why it is refused or held, as the sender may be told; absent: it is not told why
     */
    public record Outcome(MessageAction action, @Nullable String text, @Nullable String reason) {
        /** The message goes on as it is. */
        public static final Outcome PASSED = new Outcome(MessageAction.PASS, null, null);

        /** The text of the message from here on; absent (null) where it has none. */
        public @Nullable String textOf(@Nullable String original) {
            return text == null ? original : text;
        }

        /** Whether the message may be stored. */
        public boolean goesOn() {
            return action == MessageAction.PASS || action == MessageAction.REPLACE;
        }
    }

    /** @param maxTextBytes the longest text that a stage may make of one */
    public HookChain(List<HookStageConfig> stages, int maxTextBytes, Asker asker, LongSupplier nanoClock) {
        this.stages = HookStageConfig.chain(stages).stream()
                .map(stage -> stage(stage, asker, nanoClock))
                .toList();
        this.maxTextBytes = maxTextBytes;
    }

    /** A chain that asks the stages over the bus, each within its time. */
    public static HookChain over(Vertx vertx, List<HookStageConfig> stages, int maxTextBytes) {
        Map<HookStageConfig, Bus> buses = stages.stream()
                .collect(Collectors.toUnmodifiableMap(
                        stage -> stage, stage -> new Bus(vertx, Duration.ofMillis(stage.millis()))));
        Asker asker = (stage, question) ->
                Objects.requireNonNull(buses.get(stage)).call(MessageHooks.at(stage.address()), question);
        return new HookChain(stages, maxTextBytes, asker, System::nanoTime);
    }

    private static Stage stage(HookStageConfig config, Asker asker, LongSupplier nanoClock) {
        Function<MessageQuestion, Future<MessageAnswer>> hook = question -> asker.ask(config, question);
        return new Stage(
                config.failure(),
                new HookClient<>(config.address() + ", which fails " + config.failure(), hook, nanoClock));
    }

    /** Whether there is a stage to ask. */
    public boolean isOn() {
        return !stages.isEmpty();
    }

    /** How many questions have no answer yet. Any thread may call it. */
    public int asking() {
        return stages.stream().mapToInt(stage -> stage.client().asking()).sum();
    }

    /** How many stages are not asked for a while, because they did not answer. */
    public long paused() {
        return stages.stream().filter(stage -> stage.client().isPaused()).count();
    }

    /** @return fails with UNAVAILABLE, and nothing else, if a stage that fails closed gives no answer */
    public Future<Outcome> ask(MessageQuestion message) {
        return ask(0, message, Outcome.PASSED);
    }

    private Future<Outcome> ask(int index, MessageQuestion message, Outcome soFar) {
        if (index == stages.size()) {
            return Future.succeededFuture(soFar);
        }
        Stage stage = stages.get(index);
        return stage.client()
                .ask(message, answer -> decide(message, answer))
                .recover(cause -> stage.failure() == Failure.OPEN
                        ? Future.succeededFuture(Outcome.PASSED)
                        : Future.failedFuture(cause))
                .compose(outcome -> switch (outcome.action()) {
                    case PASS -> ask(index + 1, message, soFar);
                    case REPLACE -> ask(index + 1, message.withText(Objects.requireNonNull(outcome.text())), outcome);
                    case REFUSE -> Future.succeededFuture(outcome);
                    case HOLD ->
                        Future.succeededFuture(new Outcome(MessageAction.HOLD, soFar.text(), outcome.reason()));
                });
    }

    /** Throws IllegalArgumentException if it is no answer to this question. */
    private Outcome decide(MessageQuestion message, MessageAnswer answer) {
        answer.requireAbout(message.room());
        String text = answer.text();
        if (text != null) {
            requireFitting(message, text);
        }
        return new Outcome(answer.action(), text, HookClient.shown(answer.reason()));
    }

    private void requireFitting(MessageQuestion message, String text) {
        if (message.text() == null) {
            throw new IllegalArgumentException("text: given (expected: none, as the message has none)");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxTextBytes) {
            throw new IllegalArgumentException("text: " + bytes + " bytes (expected: at most " + maxTextBytes + ")");
        }
    }
}
