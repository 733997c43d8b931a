// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.TcpBridgeClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes that answer the requests of verticles. */
@ExtendWith(VertxExtension.class)
final class TcpBridgeServeTest {
    private static final String HOOK = "hook.shop.check";
    private static final JsonObject MESSAGE = new JsonObject()
            .put("room", "tea")
            .put("sender", "ann")
            .put("kind", "text")
            .put("text", "hello");
    private static final JsonObject PASS = new JsonObject().put("action", "pass");
    private static final Caller ANN = Caller.of("ann");

    private static void fails(Future<?> answer, String message) {
        assertThatThrownBy(() -> answer.await(5, SECONDS))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith(message);
    }

    private static boolean isRequest(JsonObject frame) {
        return frame.containsKey("replyAddress");
    }

    @Test
    void requestReachesTheProcessWithItsCallerAndIsAnsweredOnce(Vertx vertx) throws Exception {
        try (TcpBridgeClient guard = new Processes(vertx).login(Processes.GUARD)) {
            JsonObject registered = guard.register(HOOK);
            assertThat(registered.getJsonObject("body")).isEqualTo(new JsonObject().put("address", HOOK));
            Future<Object> answer = new Bus(vertx).relay(HOOK, ANN, MESSAGE);
            JsonObject request = guard.receive();
            assertThat(request.getString("type")).isEqualTo("message");
            assertThat(request.getString("address")).isEqualTo(HOOK);
            assertThat(request.getBoolean("send")).isTrue();
            assertThat(request.getJsonObject("body")).isEqualTo(MESSAGE);
            assertThat(new JsonObject(request.getJsonObject("headers").getString("hub-caller")))
                    .isEqualTo(Json.write(ANN));
            guard.answer(request, PASS);
            assertThat(answer.await(5, SECONDS)).isEqualTo(PASS);
            guard.answer(request, PASS);
            JsonObject twice = guard.receive();
            assertThat(twice.getString("message")).isEqualTo("NOT_FOUND: no request waits for this answer");
            assertThat(twice.getString("sourceAddress")).isEqualTo(request.getString("replyAddress"));
        }
    }

    @Test
    void failureOfTheProcessIsThatOfTheRequest(Vertx vertx) throws Exception {
        try (TcpBridgeClient guard = new Processes(vertx).login(Processes.GUARD)) {
            guard.register(HOOK);
            Bus bus = new Bus(vertx);
            for (JsonObject failure : List.of(
                    new JsonObject().put("failureCode", 403).put("message", "not here"),
                    new JsonObject().put("failureCode", 403).put("message", "FORBIDDEN: not here"),
                    new JsonObject()
                            .put(
                                    "headers",
                                    new JsonObject().put("failureCode", "403").put("message", "not here")))) {
                Future<Object> answer = bus.relay(HOOK, ANN, MESSAGE);
                String replyAddress = guard.receive().getString("replyAddress");
                guard.send(failure.copy().put("type", "send").put("address", replyAddress));
                fails(answer, "FORBIDDEN: not here");
            }
        }
    }

    @Test
    void answerToARequestOfAnotherProcessIsRefused(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient guard = processes.login(Processes.GUARD);
                TcpBridgeClient thief = processes.login(Processes.GUARD)) {
            guard.register(HOOK);
            Future<Object> answer = new Bus(vertx).relay(HOOK, ANN, MESSAGE);
            JsonObject request = guard.receive();
            thief.answer(request, new JsonObject().put("action", "refuse"));
            assertThat(thief.receive().getString("message")).startsWith("NOT_FOUND");
            guard.answer(request, PASS);
            assertThat(answer.await(5, SECONDS)).isEqualTo(PASS);
        }
    }

    @Test
    void verticleIsReplacedShardByShardAndItsRepliesAreChecked(Vertx vertx) throws Exception {
        try (TcpBridgeClient guard = new Processes(vertx).login(Processes.GUARD)) {
            guard.register(Presence.LOOKUP.address());
            Bus bus = new Bus(vertx);
            Presence.Lookup lookup = new Presence.Lookup(7, List.of(new UserId("ann")));
            Future<Presence.States> good = bus.call(Presence.LOOKUP, lookup);
            JsonObject request = guard.receive();
            assertThat(request.getString("address")).isEqualTo("svc.presence.lookup");
            assertThat(request.getJsonObject("body").getInteger("shard")).isEqualTo(7);
            assertThat(request.getJsonObject("headers")).isEmpty();
            JsonObject ann = new JsonObject().put("user", "ann").put("online", true);
            guard.answer(request, new JsonObject().put("users", new JsonArray().add(ann)));
            assertThat(good.await(5, SECONDS).users())
                    .containsExactly(new Presence.State(new UserId("ann"), true, null));
            Future<Presence.States> bad = bus.call(Presence.LOOKUP, lookup);
            guard.answer(guard.receive(), new JsonObject().put("users", 7));
            fails(bad, "INTERNAL: reply to svc.presence.lookup is none: BAD_REQUEST: users");
            Future<Presence.States> none = bus.call(Presence.LOOKUP, lookup);
            guard.answer(guard.receive(), "ann");
            fails(none, "INTERNAL: reply to svc.presence.lookup is not a JSON object");
        }
    }

    @Test
    void lateAnswerIsNotWaitedFor(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx, new JsonObject().put("answerMillis", 100));
        try (TcpBridgeClient guard = processes.login(Processes.GUARD)) {
            guard.register(HOOK);
            fails(new Bus(vertx).relay(HOOK, ANN, MESSAGE), "UNAVAILABLE: the process did not answer in time");
            await().untilAsserted(() ->
                    assertThat(processes.figure("pending.answers")).isZero());
            guard.answer(guard.receive(TcpBridgeServeTest::isRequest), PASS);
            assertThat(guard.receive().getString("message")).startsWith("NOT_FOUND");
        }
    }

    @Test
    void requestsFailAtOnceWhenTheProcessHasGoneAndGoOnWhenItIsBack(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        Bus bus = new Bus(vertx);
        TcpBridgeClient guard = processes.login(Processes.GUARD);
        guard.register(HOOK);
        Future<Object> lost = bus.relay(HOOK, ANN, MESSAGE);
        guard.receive(TcpBridgeServeTest::isRequest);
        guard.close();
        fails(lost, "UNAVAILABLE: the process that serves this has gone");
        fails(bus.relay(HOOK, ANN, MESSAGE), "UNAVAILABLE: no process serves this now");
        try (TcpBridgeClient again = processes.login(Processes.GUARD)) {
            again.register(HOOK);
            Future<Object> answer = bus.relay(HOOK, ANN, MESSAGE);
            again.answer(again.receive(), PASS);
            assertThat(answer.await(5, SECONDS)).isEqualTo(PASS);
        }
        await().untilAsserted(() -> fails(bus.relay(HOOK, ANN, MESSAGE), "UNAVAILABLE: no node serves this now"));
        await().untilAsserted(() -> assertThat(processes.figure("addresses")).isZero());
    }

    @Test
    void processesThatServeTheSameTakeTurns(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient one = processes.login(Processes.GUARD);
                TcpBridgeClient two = processes.login(Processes.GUARD)) {
            one.register(HOOK);
            two.register(HOOK);
            Bus bus = new Bus(vertx);
            List<Future<Object>> answers = List.of(bus.relay(HOOK, ANN, MESSAGE), bus.relay(HOOK, ANN, MESSAGE));
            one.answer(one.receive(), PASS);
            two.answer(two.receive(), PASS);
            for (Future<Object> answer : answers) {
                assertThat(answer.await(5, SECONDS)).isEqualTo(PASS);
            }
            two.exchange(new JsonObject().put("type", "unregister").put("address", HOOK));
            for (int i = 0; i < 3; i++) {
                Future<Object> answer = bus.relay(HOOK, ANN, MESSAGE);
                one.answer(one.receive(), PASS);
                answer.await(5, SECONDS);
            }
        }
    }

    @Test
    void processAnswersAnother(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient search = processes.login(Processes.GUARD);
                TcpBridgeClient shop = processes.login(Processes.SHOP)) {
            search.register("shop.search");
            shop.send(new JsonObject()
                    .put("type", "send")
                    .put("address", "shop.search")
                    .put("replyAddress", "r")
                    .put("headers", new JsonObject().put("lang", "de").put("hub-caller", "{\"user\":\"ann\"}"))
                    .put("body", "tea"));
            JsonObject request = search.receive();
            assertThat(request.getString("body")).isEqualTo("tea");
            assertThat(request.getJsonObject("headers").getString("lang")).isEqualTo("de");
            assertThat(new JsonObject(request.getJsonObject("headers").getString("hub-caller")).getString("user"))
                    .as("a process cannot say that it is another")
                    .isEqualTo("server.shop");
            search.answer(request, new JsonArray().add("green tea"));
            assertThat(shop.receive().getJsonArray("body")).containsExactly("green tea");
        }
    }

    @Test
    void registrationNeedsAScopeAndIsBounded(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx, new JsonObject().put("maxRegistrations", 10));
        try (TcpBridgeClient guard = processes.login(Processes.GUARD)) {
            for (String address : List.of("svc.persistence.append", "api.rooms.create", "out.user", "reply.1")) {
                assertThat(guard.register(address).getString("message"))
                        .isEqualTo("FORBIDDEN: this key has no scope serve:" + address);
            }
            for (int i = 0; i < 50; i++) {
                guard.send(new JsonObject().put("type", "register").put("address", "hook.flood." + i));
            }
            for (int i = 10; i < 50; i++) {
                JsonObject refused = guard.receive();
                assertThat(refused.getString("address")).isEqualTo("hook.flood." + i);
                assertThat(refused.getString("message")).startsWith("TOO_MANY: too many registrations");
            }
            assertThat(guard.register("hook.flood.1").getString("message"))
                    .isEqualTo("CONFLICT: address is registered already");
            assertThat(guard.exchange(new JsonObject().put("type", "unregister").put("address", HOOK))
                            .getString("message"))
                    .isEqualTo("CONFLICT: address is not registered");
            await().untilAsserted(
                            () -> assertThat(processes.figure("registrations")).isEqualTo(10));
        }
        await().untilAsserted(
                        () -> assertThat(processes.figure("registrations")).isZero());
    }

    @Test
    void moreRequestsThanMayWaitAreRefused(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx, new JsonObject().put("maxAnswers", 1));
        try (TcpBridgeClient guard = processes.login(Processes.GUARD)) {
            guard.register(HOOK);
            Bus bus = new Bus(vertx);
            Future<Object> first = bus.relay(HOOK, ANN, MESSAGE);
            JsonObject request = guard.receive();
            assertThatThrownBy(() -> bus.relay(HOOK, ANN, MESSAGE).await(5, SECONDS))
                    .satisfies(cause -> assertThat(HubException.is(cause, ErrorCode.UNAVAILABLE))
                            .isTrue())
                    .hasMessageContaining("busy");
            guard.answer(request, PASS);
            first.await(5, SECONDS);
        }
    }
}
