// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.signals;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.contacts;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static dev.hubbub.access.store.AccessFixtures.roleChanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.FakeStore;
import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.signals.Signals.InRoom;
import dev.hubbub.contract.signals.Signals.Signal;
import dev.hubbub.contract.signals.Signals.Signalled;
import dev.hubbub.contract.signals.Signals.Spared;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time passes when the test says so. */
final class SignalServiceTest {
    private final FakeStore store = new FakeStore();
    private final FakeUserRecords records = new FakeUserRecords();
    private final RoomQueues queues = new RoomQueues(System::nanoTime);
    private final MembershipCache cache = new MembershipCache();
    private final RoomLookup lookup = new RoomLookup(store);
    private final List<Hints.ToRooms> told = new ArrayList<>();
    private long nanos = 1;
    private final SignalService service = new SignalService(
            queues,
            new SignalAccess(lookup, cache, RoomPolicies.STANDARD, contacts(records), () -> nanos),
            new KeptSignals(records, 3, InstantSource.system()),
            new SignalService.Reader(lookup, new ReadAccess(RoomPolicies.STANDARD)),
            told::add);

    @BeforeEach
    void room() {
        store.appendUnchecked(publicRoom(BOB));
    }

    private Future<Signalled> signal(Caller caller, Object data) {
        return service.signal(caller, new Signal(PUBLIC_ROOM, "code", data));
    }

    private Future<Signalled> keep(Caller caller, Object data) {
        return service.signal(caller, new Signal(PUBLIC_ROOM, "code", data, true, null, null));
    }

    private List<Object> data() {
        return told.stream().map(hint -> hint.hint().fields().get("data")).toList();
    }

    private void passMillis(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void followersAreToldWhoSignalsWhat() {
        assertThat(result(signal(ANN, Map.of("line", 3)))).isEqualTo(new Signalled(PUBLIC_ROOM, null));
        Hints.ToRooms hint = told.get(0);
        assertThat(hint.rooms()).containsExactly(PUBLIC_ROOM);
        assertThat(hint.hint().event()).isEqualTo("signal");
        assertThat(hint.hint().fields()).isEqualTo(Map.of("user", "ann", "name", "code", "data", Map.of("line", 3)));
        assertThat(records.puts() + records.lists()).as("not stored").isZero();
    }

    @Test
    void memberIsLookedUpOnceASecondHoweverManySignalsCome() {
        for (int n = 0; n < 100; n++) {
            result(signal(ANN, n));
        }
        assertThat(store.descriptions()).hasSize(1);
        passMillis(1_001);
        result(signal(ANN, 100));
        result(signal(ANN, 101));
        assertThat(store.descriptions()).hasSize(2);
    }

    @Test
    void strangersAreRefusedAsForAMissingRoom() {
        assertThat(failure(signal(EVE, 1))).isEqualTo(ACCESS_DENIED);
        assertThat(failure(service.signal(EVE, new Signal(MISSING_ROOM, "code", 1))))
                .isEqualTo(ACCESS_DENIED);
        assertThat(failure(service.signal(SERVER, new Signal(MISSING_ROOM, "code", 1))))
                .isEqualTo("NOT_FOUND: no such room");
        assertThat(failure(keep(EVE, 1))).isEqualTo(ACCESS_DENIED);
        assertThat(told).isEmpty();
        assertThat(records.puts()).isZero();
    }

    @Test
    void memberWhoMayNotSpeakMayNotSignal() {
        store.appendUnchecked(roleChanged(PUBLIC_ROOM, BOB, new Role("referee")));
        assertThat(failure(signal(BOB, 1))).startsWith("FORBIDDEN: only owners");
        assertThat(failure(signal(BOB, 1))).startsWith("FORBIDDEN: only owners");
    }

    @Test
    void hostSignalsInEveryRoom() {
        result(signal(SERVER, 1));
        result(signal(SERVER, 2));
        assertThat(told).extracting(hint -> hint.hint().fields().get("user")).containsExactly("server", "server");
        assertThat(store.descriptions()).hasSize(1);
    }

    @Test
    void memberWhomAnotherNodeRemovesIsSilentWithinASecond() {
        result(signal(BOB, 1));
        store.appendUnchecked(MembershipEntry.REMOVED.entry(PUBLIC_ROOM, ANN, new MemberContent(BOB.user())));
        passMillis(1_001);
        assertThat(failure(signal(BOB, 2))).isEqualTo(ACCESS_DENIED);
        result(signal(ANN, 3));
        assertThat(failure(signal(BOB, 4))).isEqualTo(ACCESS_DENIED);
        assertThat(data()).containsExactly(1, 3);
        store.appendUnchecked(MembershipEntry.JOINED.entry(PUBLIC_ROOM, BOB, new MemberContent(BOB.user())));
        result(signal(BOB, 5));
        assertThat(data()).containsExactly(1, 3, 5);
    }

    @Test
    void signalsKeepTheirOrderWhateverIsSlow() {
        Promise<Void> slowLookup = Promise.promise();
        Promise<Void> slowStore = Promise.promise();
        store.delayDescription(slowLookup.future());
        records.delayPut(slowStore.future());
        List<Future<Signalled>> all =
                List.of(signal(ANN, 1), keep(ANN, 2), signal(ANN, 3), signal(BOB, 4), keep(BOB, 5));
        assertThat(told).isEmpty();
        slowLookup.complete();
        assertThat(data()).containsExactly(1);
        slowStore.complete();
        result(Future.all(all));
        assertThat(data()).containsExactly(1, 2, 3, 4, 5);
        assertThat(all.get(1).result().version()).isEqualTo(1);
        assertThat(all.get(4).result().version()).isEqualTo(2);
    }

    @Test
    void senderChoosesWhichOfItsSocketsAreSpared() {
        Caller atSocket = ANN.at("7@a");
        result(signal(atSocket, 1));
        result(service.signal(atSocket, new Signal(PUBLIC_ROOM, "code", 2, false, null, Spared.USER)));
        result(service.signal(atSocket, new Signal(PUBLIC_ROOM, "code", 3, false, null, Spared.NONE)));
        result(signal(ANN, 4));
        assertThat(told)
                .extracting(Hints.ToRooms::except)
                .containsExactly(new Hints.Except(Set.of(), "7@a"), Hints.Except.user(ANN.user()), null, null);
    }

    @Test
    void keptValueIsToldWithItsVersionAndReadByWhoComesLate() {
        assertThat(result(keep(ANN, "a"))).isEqualTo(new Signalled(PUBLIC_ROOM, 1L));
        result(keep(ANN, "b"));
        result(keep(ANN, null));
        result(keep(BOB, "c"));
        assertThat(told).extracting(hint -> hint.hint().fields().get("version")).containsExactly(1L, 2L, 0L, 1L);
        assertThat(told.get(2).hint().fields()).doesNotContainKey("data");
        assertThat(result(service.kept(BOB, new InRoom(PUBLIC_ROOM, null))).signals())
                .extracting(Signals.Kept::name, Signals.Kept::data, Signals.Kept::version)
                .containsExactly(tuple("code", "c", 1L));
        assertThat(failure(service.kept(EVE, new InRoom(PUBLIC_ROOM, null)))).isEqualTo(ACCESS_DENIED);
        assertThat(failure(service.kept(EVE, new InRoom(MISSING_ROOM, null)))).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void refusedValueIsNotTold() {
        result(keep(ANN, "a"));
        Signal late = new Signal(PUBLIC_ROOM, "code", "late", true, 7L, null);
        assertThat(failure(service.signal(BOB, late))).startsWith("CONFLICT");
        assertThat(data()).containsExactly("a");
    }

    @Test
    void dataIsBoundedAsJsonInUtf8() {
        String longest = "ä".repeat(Signals.MAX_BYTES / 2 - 1);
        result(keep(ANN, longest));
        assertThatThrownBy(() -> signal(ANN, longest + "x"))
                .hasMessage("TOO_LARGE: data: 16385 bytes (expected: at most 16384)");
        assertThatThrownBy(() -> signal(ANN, "\u0001".repeat(Signals.MAX_BYTES / 6 + 1)))
                .hasMessageStartingWith("TOO_LARGE");
        assertThatThrownBy(() -> signal(ANN, List.of("\ud83d"))).hasMessageStartingWith("BAD_REQUEST: data: not valid");
        JsonObject infinite = new JsonObject("{\"a\":[{\"b\":1e999}]}");
        assertThatThrownBy(() -> signal(ANN, infinite.getMap())).hasMessageStartingWith("BAD_REQUEST: data: a number");
        assertThat(told).hasSize(1);
    }

    @Test
    void nothingIsLeftInTheQueues() {
        result(signal(ANN, 1));
        failure(signal(EVE, 1));
        assertThat(queues.rooms()).isZero();
        assertThat(queues.requests()).isZero();
    }
}
