// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import static dev.hubbub.access.hooks.HookFixtures.message;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.HookStageConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.access.hooks.HookChain.Outcome;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages that know nothing but JSON, on the bus. */
@ExtendWith(VertxExtension.class)
class HookChainBusTest {
    private static final String ADDRESS = "hook.message.before";
    private static final HookStageConfig STAGE = new HookStageConfig(ADDRESS, 300, Failure.CLOSED);

    private static Future<Outcome> ask(Vertx vertx) throws TimeoutException {
        HookChain chain = HookChain.over(vertx, List.of(STAGE), 65_536);
        Future<Outcome> asked = chain.ask(message("hi"));
        asked.otherwiseEmpty().await(5, SECONDS);
        return asked;
    }

    @Test
    void answerInJsonCounts(Vertx vertx) throws Exception {
        vertx.eventBus().<JsonObject>consumer(ADDRESS, question -> {
            JsonObject body = question.body();
            question.reply(new JsonObject()
                    .put("action", "replace")
                    .put("text", body.getString("sender") + ": " + body.getString("text"))
                    .put("room", body.getString("room")));
        });
        assertThat(ask(vertx).result()).isEqualTo(new Outcome(MessageAction.REPLACE, "ann: hi", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"action\": \"approve\"}",
                "{\"action\": \"replace\"}",
                "{\"action\": \"replace\", \"text\": \"ho\", \"room\": \"hall\"}",
                "{\"action\": [\"pass\"]}"
            })
    void wrongAnswerIsNoAnswer(String answer, Vertx vertx) throws Exception {
        vertx.eventBus().consumer(ADDRESS, question -> question.reply(new JsonObject(answer)));
        assertThat(HubException.is(ask(vertx).cause(), ErrorCode.UNAVAILABLE)).isTrue();
    }

    @Test
    void answerThatIsNoObjectIsNoAnswer(Vertx vertx) throws Exception {
        vertx.eventBus().consumer(ADDRESS, question -> question.reply(new JsonArray()));
        assertThat(HubException.is(ask(vertx).cause(), ErrorCode.UNAVAILABLE)).isTrue();
    }

    @Test
    void stageThatNeverAnswersCostsItsDeadline(Vertx vertx) throws Exception {
        vertx.eventBus().consumer(ADDRESS, question -> {});
        assertThat(HubException.is(ask(vertx).cause(), ErrorCode.UNAVAILABLE)).isTrue();
    }

    @Test
    void firstOfTwoAnswersCounts(Vertx vertx) throws Exception {
        vertx.eventBus().consumer(ADDRESS, question -> {
            question.reply(new JsonObject().put("action", "refuse").put("reason", "first"));
            question.reply(new JsonObject().put("action", "pass"));
        });
        assertThat(ask(vertx).result()).isEqualTo(new Outcome(MessageAction.REFUSE, null, "first"));
    }

    @Test
    void failureIsNoAnswer(Vertx vertx) throws Exception {
        vertx.eventBus().consumer(ADDRESS, question -> question.fail(403, "FORBIDDEN: no"));
        assertThat(HubException.is(ask(vertx).cause(), ErrorCode.UNAVAILABLE)).isTrue();
    }

    @Test
    void stageThatIsNotThereIsNoAnswer(Vertx vertx) throws Exception {
        assertThat(HubException.is(ask(vertx).cause(), ErrorCode.UNAVAILABLE)).isTrue();
    }
}
