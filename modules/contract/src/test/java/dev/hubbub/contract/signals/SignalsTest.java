// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.signals.Signals.Emit;
import dev.hubbub.contract.signals.Signals.InRoom;
import dev.hubbub.contract.signals.Signals.Signal;
import dev.hubbub.contract.signals.Signals.Spared;
import dev.hubbub.contract.signals.Signals.Target;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests about signals take and refuse. */
final class SignalsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final Target TO_TEA = new Target(TEA, null, null);

    private static JsonObject signal() {
        return new JsonObject().put("room", "tea").put("name", "code_change");
    }

    private static JsonObject emit(JsonObject to) {
        return new JsonObject().put("to", to).put("name", "news");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":null,\"b\":[null,1,1.5,true,\"x\",[]],\"$set\":{\"a.b\":1},\"__proto__\":{\"admin\":true},\"\":{}}",
                "[1,[2,[3]]]",
                "\"text \ud83d\udc4d\"",
                "12345678901234567890",
                "false"
            })
    void dataIsAnyJsonAndStaysAsItIs(String json) {
        JsonObject body = new JsonObject("{\"room\":\"tea\",\"name\":\"code_change\",\"data\":" + json + "}");
        Signal signal = Json.read(body, Signal.class);
        assertThat(Json.write(signal).getValue("data")).isEqualTo(body.getValue("data"));
        Signals.Told told = new Signals.Told(new UserId("ann"), signal.name(), signal.data(), null);
        Hints.Body hint = Hints.Body.of(Signals.HINT, told);
        assertThat(Json.encode(hint.in(TEA)))
                .isEqualTo("{\"event\":\"signal\",\"room\":\"tea\",\"user\":\"ann\",\"name\":\"code_change\",\"data\":"
                        + json + "}");
    }

    @Test
    void signalThatIsKeptCostsByItsLength() {
        JsonObject data = new JsonObject().put("a", "x".repeat(5_000)).put("b", new JsonArray().add("y".repeat(5_000)));
        JsonObject body = signal().put("data", data);
        assertThat(Signals.SIGNAL.cost().applyAsInt(Json.read(body, Signal.class)))
                .as("told")
                .isEqualTo(1);
        assertThat(Signals.SIGNAL.cost().applyAsInt(Json.read(body.put("keep", true), Signal.class)))
                .as("stored")
                .isEqualTo(10);
        assertThat(Signals.SIGNAL.cost().applyAsInt(Json.read(signal().put("keep", true), Signal.class)))
                .as("its end")
                .isEqualTo(1);
    }

    @Test
    void whatIsLeftOutHasADefault() {
        assertThat(Json.read(signal(), Signal.class))
                .isEqualTo(new Signal(TEA, "code_change", null, false, null, Spared.SOCKET))
                .isEqualTo(new Signal(TEA, "code_change", null));
        assertThat(Json.read(signal().putNull("data").put("except", "user"), Signal.class))
                .isEqualTo(new Signal(TEA, "code_change", null, false, null, Spared.USER));
        assertThat(Json.read(emit(new JsonObject().put("all", true)), Emit.class))
                .isEqualTo(new Emit(new Target(null, null, true), List.of(), "news", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code_change", "__proto__", "a", ":", "screen:offer.v1-b", "0"})
    void namesAreLettersDigitsAndMarks(String name) {
        assertThat(new Signal(TEA, name, null).name()).isEqualTo(name);
        assertThat(new InRoom(TEA, name).after()).isEqualTo(name);
        assertThat(new Emit(TO_TEA, null, name, null).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "$set", "a/b", "é", "a\u202eb", "a\n", "(", "\u0000"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> new Signal(TEA, name, null)).hasMessageStartingWith("name: ");
        assertThatThrownBy(() -> new InRoom(TEA, name)).hasMessageStartingWith("after: ");
        assertThatThrownBy(() -> new Emit(TO_TEA, null, name, null)).hasMessageStartingWith("name: ");
    }

    @Test
    void namesAreBounded() {
        assertThat(new Signal(TEA, "x".repeat(64), null).name()).hasSize(64);
        assertThatThrownBy(() -> new Signal(TEA, "x".repeat(65), null)).hasMessageContaining("expected: 1 to 64");
    }

    @Test
    void malformedSignalsNameTheField() {
        assertRefused(Signal.class, signal().putNull("room"), "room: missing");
        assertRefused(Signal.class, signal().putNull("name"), "name: missing");
        assertRefused(Signal.class, signal().put("name", new JsonObject()), "name");
        assertRefused(Signal.class, signal().put("keep", "yes"), "keep");
        assertRefused(Signal.class, signal().put("except", "everybody"), "except");
        assertRefused(Signal.class, signal().put("keep", true).put("version", -1), "version: -1");
        assertRefused(Signal.class, signal().put("keep", true).put("version", "1"), "version");
        assertRefused(Signal.class, signal().put("version", 3), "version: 3 (expected: only with keep)");
    }

    @Test
    void hostNamesOneTarget() {
        assertRefused(Emit.class, emit(null), "to: missing");
        assertRefused(Emit.class, emit(new JsonObject()), "to: 0 targets");
        assertRefused(Emit.class, emit(new JsonObject().put("all", false)), "to: 0 targets");
        assertRefused(Emit.class, emit(new JsonObject().put("room", "tea").put("user", "ann")), "to: 2 targets");
        assertRefused(Emit.class, emit(new JsonObject().put("user", "ann").put("all", true)), "to: 2 targets");
        assertRefused(Emit.class, emit(new JsonObject().put("room", new JsonArray().add("tea"))), "to.room");
    }

    @Test
    void exceptOfTheHostIsBounded() {
        List<UserId> crowd = Collections.nCopies(1_000, new UserId("ann"));
        assertThat(new Emit(TO_TEA, crowd, "news", null).except()).hasSize(1_000);
        List<UserId> larger = Collections.nCopies(1_001, new UserId("ann"));
        assertThatThrownBy(() -> new Emit(TO_TEA, larger, "news", null))
                .hasMessage("except: 1001 (expected: 0 to 1000)");
    }

    @Test
    void whatGoesToOneTargetIsServedAtOneShard() {
        UserId ann = new UserId("ann");
        assertThat(new Emit(TO_TEA, null, "news", null).shard())
                .isEqualTo(Shard.of("tea"))
                .isEqualTo(new Signal(TEA, "code_change", null).shard());
        assertThat(new Emit(new Target(null, ann, null), null, "news", null).shard())
                .isEqualTo(Shard.of("ann"));
        assertThat(new Emit(new Target(null, null, true), null, "news", null).shard())
                .isZero();
    }

    private static void assertRefused(Class<? extends Record> type, JsonObject body, String text) {
        assertThatThrownBy(() -> Json.read(body, type)).hasMessageStartingWith("BAD_REQUEST: " + text);
    }
}
