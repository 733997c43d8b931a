// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.Cast.ANN;
import static dev.hubbub.presence.Cast.BOB;
import static dev.hubbub.presence.Cast.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.presence.Presence.Typed;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody types for 5 s. */
class TypingTableTest {
    private final HeldTime time = new HeldTime();
    private final TypingTable table = new TypingTable(5_000, time);

    private Optional<Typed> note(Caller caller, boolean typing) {
        return table.note(LOBBY, caller.user(), typing);
    }

    private List<Typed> sweep() {
        return table.sweep(shard -> true);
    }

    private Typed typing(Caller caller) {
        return new Typed(LOBBY, caller.user(), true, time.instant().plusMillis(5_000));
    }

    private static Typed stopped(Caller caller) {
        return new Typed(LOBBY, caller.user(), false, null);
    }

    @Test
    void theFirstKeyIsAnnouncedAtOnce() {
        assertThat(note(ANN, true)).contains(typing(ANN));
        assertThat(note(BOB, true)).contains(typing(BOB));
    }

    @Test
    void whoTypesOnIsAnnouncedEveryTwoSeconds() {
        List<Typed> announced = new ArrayList<>();
        for (int n = 0; n < 1_000; n++) { // ten seconds of a key every 10 ms, swept every 250 ms
            note(ANN, true).ifPresent(announced::add);
            if (n % 25 == 0) {
                announced.addAll(sweep());
            }
            time.pass(10);
        }
        assertThat(announced).hasSize(5).allMatch(Typed::typing);
    }

    @Test
    void whatComesTooEarlyIsAnnouncedInTimeIfItStillHolds() {
        note(ANN, true);
        time.pass(1_500);
        assertThat(note(ANN, true)).isEmpty();
        Typed later = typing(ANN);
        time.pass(500);
        assertThat(sweep()).containsExactly(later);
        assertThat(sweep()).isEmpty();
    }

    @Test
    void stoppingIsAnnouncedOnce() {
        note(ANN, true);
        assertThat(note(ANN, false)).contains(stopped(ANN));
        assertThat(note(ANN, false)).isEmpty();
        assertThat(note(BOB, false)).isEmpty();
    }

    @Test
    void flickeringIsAnnouncedOnceInTwoSeconds() {
        List<Typed> announced = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            note(ANN, true).ifPresent(announced::add);
            note(ANN, false).ifPresent(announced::add);
            time.pass(10);
        }
        assertThat(announced).extracting(Typed::typing).containsExactly(true, false);
    }

    @Test
    void silenceIsStopping() {
        note(ANN, true);
        time.pass(4_999);
        assertThat(sweep()).isEmpty();
        time.pass(1);
        assertThat(sweep()).containsExactly(stopped(ANN));
        assertThat(table.size()).isZero();
    }

    @Test
    void nothingIsKeptOfWhatIsOver() {
        note(ANN, true);
        note(ANN, false);
        assertThat(table.size()).isEqualTo(1);
        time.pass(2_000);
        assertThat(sweep()).isEmpty();
        assertThat(table.size()).isZero();
    }

    @Test
    void roomsOfAnotherNodeAreForgottenInSilence() {
        note(ANN, true);
        assertThat(table.sweep(shard -> false)).isEmpty();
        assertThat(table.size()).isZero();
    }

    @Test
    void noMoreTypeThanThereIsRoomFor() {
        for (int n = 0; n < TypingTable.MAX_STATES; n++) {
            table.note(LOBBY, new UserId("u" + n), true);
        }
        assertThat(note(ANN, true)).isEmpty();
        assertThat(table.size()).isEqualTo(TypingTable.MAX_STATES);
    }
}
