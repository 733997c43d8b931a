// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.MessageHooks;
import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.process.PythonProcess;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The processes of {@code modules/examples}, killed and restarted under load. */
@ExtendWith(VertxExtension.class)
final class PythonProcessesTest {
    private static final String HOOK = "hook.message.before";
    private static final Caller ANN = Caller.of("ann");
    private static final Map<String, String> WORDS = Map.of("REFUSED_WORDS", "rubbish,nonsense");

    /** Asks all the time, a few requests at once. */
    private static final class Load {
        private final Bus bus;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger unavailable = new AtomicInteger();
        private final AtomicInteger others = new AtomicInteger();
        private volatile boolean over;

        Load(Bus bus) {
            this.bus = bus;
            for (int i = 0; i < 16; i++) {
                next();
            }
        }

        private void next() {
            if (over) {
                return;
            }
            asked.incrementAndGet();
            bus.relay(HOOK, ANN, message("hello")).onComplete(either -> {
                if (either.succeeded()) {
                    answered.incrementAndGet();
                    next();
                } else {
                    boolean away = HubException.is(either.cause(), ErrorCode.UNAVAILABLE);
                    (away ? unavailable : others).incrementAndGet();
                    bus.vertx().setTimer(5, later -> next());
                }
            });
        }

        int done() {
            return answered.get() + unavailable.get() + others.get();
        }
    }

    private static PythonProcess start(String script, Processes processes, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("HUB_BRIDGE", "127.0.0.1:" + processes.port);
        environment.put("PROCESS_KEY", Processes.GUARD);
        return PythonProcess.start(Path.of("../examples", script), environment);
    }

    private static JsonObject message(String text) {
        return new JsonObject()
                .put("room", "tea")
                .put("sender", "ann")
                .put("kind", "text")
                .put("roomKind", "group")
                .put("text", text);
    }

    @Test
    void moderatorDecides(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        Bus bus = new Bus(vertx);
        Map<String, MessageAnswer> decisions = Map.of(
                "hello", MessageAnswer.PASSED,
                "call +49 30 123456-78 please", MessageAnswer.replaced("call *** please"),
                "what RUBBISH", MessageAnswer.refused("This word is not welcome here."),
                "see https://shop.example", MessageAnswer.held("link"));
        try (PythonProcess moderator = start("moderator.py", processes, WORDS)) {
            for (Map.Entry<String, MessageAnswer> each : decisions.entrySet()) {
                MessageQuestion question = Json.read(message(each.getKey()), MessageQuestion.class);
                assertThat(bus.call(MessageHooks.BEFORE, question).await(5, SECONDS))
                        .isEqualTo(each.getValue());
            }
            assertThat(moderator.output()).containsExactly("ready");
        }
    }

    @Test
    void requestsAreAnsweredOrFailAndGoOnWhenTheModeratorIsKilledAndStartedAgain(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        Bus bus = new Bus(vertx);
        PythonProcess moderator = start("moderator.py", processes, WORDS);
        Load load = new Load(bus);
        for (int i = 0; i < 2; i++) {
            int before = load.answered.get();
            await().until(() -> load.answered.get() > before + 100);
            int away = load.unavailable.get();
            moderator.kill();
            await().until(() -> load.unavailable.get() > away + 20);
            moderator = start("moderator.py", processes, WORDS);
        }
        int before = load.answered.get();
        await().until(() -> load.answered.get() > before + 100);
        load.over = true;
        await().until(() -> load.done() == load.asked.get());
        assertThat(load.others).hasValue(0);
        assertThat(bus.calls()).isZero();
        await().untilAsserted(
                        () -> assertThat(processes.figure("pending.answers")).isZero());
        assertThat(processes.figure("connections")).isEqualTo(1);
        moderator.close();
    }

    @Test
    void lookupTakesThePlaceOfAVerticleAndTellsWhenItIsAway(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        Bus bus = new Bus(vertx);
        Presence.Lookup lookup = new Presence.Lookup(7, List.of(new UserId("ann"), new UserId("bob")));
        List<Presence.State> states = List.of(
                new Presence.State(new UserId("ann"), true, null), new Presence.State(new UserId("bob"), false, null));
        Map<String, String> online = Map.of("ONLINE", "ann,zoe");
        try (PythonProcess first = start("presence_lookup.py", processes, online)) {
            assertThat(bus.call(Presence.LOOKUP, lookup).await(5, SECONDS).users())
                    .isEqualTo(states);
            first.kill();
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> bus.call(Presence.LOOKUP, lookup).await(5, SECONDS))
                    .hasMessageStartingWith("UNAVAILABLE: "));
        }
        try (PythonProcess again = start("presence_lookup.py", processes, online)) {
            assertThat(bus.call(Presence.LOOKUP, lookup).await(5, SECONDS).users())
                    .isEqualTo(states);
            assertThat(again.output()).noneMatch(line -> line.contains("refused"));
        }
    }
}
