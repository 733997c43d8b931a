// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.signals.Signals.Emit;
import dev.hubbub.contract.signals.Signals.InRoom;
import dev.hubbub.contract.signals.Signals.Signal;
import dev.hubbub.contract.signals.Signals.Signalled;
import dev.hubbub.contract.signals.Signals.Target;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The requests about signals, over the bus. A room keeps signals of two names. */
@ExtendWith(VertxExtension.class)
final class AccessVerticleSignalsTest {
    private final List<Hints.ToRooms> toRooms = new CopyOnWriteArrayList<>();
    private final List<Hints.ToUsers> toUsers = new CopyOnWriteArrayList<>();
    private final List<Hints.ToAll> toAll = new CopyOnWriteArrayList<>();
    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults().withMaxSignals(2));
        harness.store.appendUnchecked(publicRoom(BOB));
        result(harness.bus.subscribe(Hints.TO_ROOMS, toRooms::add));
        result(harness.bus.subscribe(Hints.TO_USERS, toUsers::add));
        result(harness.bus.subscribe(Hints.TO_ALL, toAll::add));
    }

    private Future<Signalled> signal(Caller caller, Object data) {
        return harness.bus.call(Signals.SIGNAL, caller, new Signal(PUBLIC_ROOM, "code", data));
    }

    private static Signal kept(String name, Object data) {
        return new Signal(PUBLIC_ROOM, name, data, true, null, null);
    }

    private List<Object> data() {
        return toRooms.stream().map(hint -> hint.hint().fields().get("data")).toList();
    }

    @Test
    void membersSignalInOrderAndStrangersNever() {
        List<Future<Signalled>> sent =
                IntStream.range(0, 200).mapToObj(n -> signal(ANN, n)).toList();
        assertThat(harness.refused(Signals.SIGNAL, EVE, new Signal(PUBLIC_ROOM, "code", "x")))
                .isEqualTo(ACCESS_DENIED);
        result(Future.all(sent));
        await().until(() -> toRooms.size() >= 200);
        assertThat(data()).isEqualTo(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void memberWhoLeavesSignalsNoMore() {
        result(signal(BOB, 1));
        harness.ok(Rooms.LEAVE, BOB, new Rooms.Leave(PUBLIC_ROOM));
        assertThat(harness.refused(Signals.SIGNAL, BOB, new Signal(PUBLIC_ROOM, "code", 2)))
                .isEqualTo(ACCESS_DENIED);
        result(signal(ANN, 3));
        await().until(() -> toRooms.size() >= 2);
        assertThat(data()).containsExactly(1, 3);
    }

    @Test
    void socketThatSendsIsSpared() {
        result(signal(ANN.at("7@a"), 1));
        await().until(() -> !toRooms.isEmpty());
        assertThat(toRooms.get(0).except()).isEqualTo(new Hints.Except(Set.of(), "7@a"));
    }

    @Test
    void valuesAreKeptForThoseWhoComeLater() {
        assertThat(harness.ok(Signals.SIGNAL, ANN, kept("code", "a")).version()).isEqualTo(1);
        assertThat(harness.ok(Signals.SIGNAL, BOB, kept("cursor", 7)).version()).isEqualTo(1);
        assertThat(harness.refused(Signals.SIGNAL, BOB, kept("more", 1))).startsWith("FORBIDDEN: keep");
        assertThat(harness.refused(Signals.SIGNAL, EVE, kept("code", "x"))).isEqualTo(ACCESS_DENIED);
        Signal late = new Signal(PUBLIC_ROOM, "code", "late", true, 0L, null);
        assertThat(harness.refused(Signals.SIGNAL, BOB, late)).startsWith("CONFLICT");
        assertThat(harness.ok(Signals.KEPT, BOB, new InRoom(PUBLIC_ROOM, null)).signals())
                .extracting(Signals.Kept::data)
                .containsExactly("a", 7);
        assertThat(harness.refused(Signals.KEPT, EVE, new InRoom(PUBLIC_ROOM, null)))
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void malformedRequestsAreRefused() {
        JsonObject signal = new JsonObject().put("room", "lobby").put("name", "code");
        assertThat(harness.malformed(Signals.SIGNAL, ANN, new JsonObject())).startsWith("BAD_REQUEST: room: missing");
        assertThat(harness.malformed(Signals.SIGNAL, ANN, signal.copy().put("name", "$set")))
                .startsWith("BAD_REQUEST: name");
        assertThat(harness.malformed(Signals.SIGNAL, ANN, signal.copy().put("version", 1)))
                .startsWith("BAD_REQUEST: version");
        assertThat(harness.malformed(Signals.SIGNAL, ANN, signal.copy().put("except", "bob")))
                .startsWith("BAD_REQUEST: except");
        assertThat(harness.malformed(
                        Signals.KEPT, ANN, new JsonObject().put("room", "lobby").put("after", 7)))
                .startsWith("BAD_REQUEST: after");
        assertThat(harness.malformed(Signals.EMIT, SERVER, new JsonObject().put("name", "news")))
                .startsWith("BAD_REQUEST: to: missing");
        assertThat(toRooms).isEmpty();
    }

    @Test
    void hostTellsRoomsUsersAndAll() {
        AtomicInteger left = new AtomicInteger(1);
        result(new Shards(harness.bus, "limits")
                .serve(
                        Limits.TAKE_TOKENS,
                        take -> Future.succeededFuture(
                                new Limits.TokensTaken(Math.max(0, left.getAndDecrement()), 700)))
                .start());
        Target all = new Target(null, null, true);
        harness.ok(Signals.EMIT, SERVER, new Emit(new Target(PUBLIC_ROOM, null, null), null, "news", 1));
        harness.ok(Signals.EMIT, SERVER, new Emit(new Target(null, BOB.user(), null), null, "news", 2));
        harness.ok(Signals.EMIT, SERVER, new Emit(all, List.of(ANN.user()), "news", 3));
        assertThat(harness.refused(Signals.EMIT, SERVER, new Emit(all, null, "news", 4)))
                .startsWith("TOO_MANY: broadcasts");
        assertThat(harness.refused(Signals.EMIT, ANN, new Emit(all, null, "news", 5)))
                .startsWith("FORBIDDEN: only the host");
        await().until(() -> toRooms.size() + toUsers.size() + toAll.size() >= 3);
        assertThat(toRooms.get(0).hint().fields())
                .containsEntry("user", "server")
                .containsEntry("data", 1);
        assertThat(toUsers.get(0).users()).containsExactly(BOB.user());
        assertThat(toAll).hasSize(1);
        assertThat(toAll.get(0).except()).isEqualTo(Hints.Except.user(ANN.user()));
    }
}
