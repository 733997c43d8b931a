// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.typing;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.testing.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A hint holds for 5 s. */
class TypingTableTest {
    private final ManualClock clock = new ManualClock();
    private final TypingTable table = new TypingTable(5_000, clock);

    private Optional<TypingEvent> update(Caller caller, boolean typing) {
        return table.update(LOBBY, caller.user(), typing);
    }

    private List<TypingEvent> sweep() {
        return table.sweep(shard -> true);
    }

    private TypingEvent typing(Caller caller) {
        return new TypingEvent(LOBBY, caller.user(), true, clock.instant().plusMillis(5_000));
    }

    private static TypingEvent stopped(Caller caller) {
        return new TypingEvent(LOBBY, caller.user(), false, null);
    }

    @Test
    void firstHintIsPublishedAtOnce() {
        assertThat(update(ANN, true)).contains(typing(ANN));
        assertThat(update(BOB, true)).contains(typing(BOB));
    }

    @Test
    void typingIsPublishedEveryTwoSeconds() {
        List<TypingEvent> published = new ArrayList<>();
        for (int n = 0; n < 1_000; n++) { // ten seconds of a key every 10 ms, swept every 250 ms
            update(ANN, true).ifPresent(published::add);
            if (n % 25 == 0) {
                published.addAll(sweep());
            }
            clock.advance(10);
        }
        assertThat(published).hasSize(5).allMatch(TypingEvent::typing);
    }

    @Test
    void earlyHintIsPublishedWhenDueIfStillTrue() {
        update(ANN, true);
        clock.advance(1_500);
        assertThat(update(ANN, true)).isEmpty();
        TypingEvent later = typing(ANN);
        clock.advance(500);
        assertThat(sweep()).containsExactly(later);
        assertThat(sweep()).isEmpty();
    }

    @Test
    void stopIsPublishedOnce() {
        update(ANN, true);
        assertThat(update(ANN, false)).contains(stopped(ANN));
        assertThat(update(ANN, false)).isEmpty();
        assertThat(update(BOB, false)).isEmpty();
    }

    @Test
    void startAndStopInTurnArePublishedOnceInTwoSeconds() {
        List<TypingEvent> published = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            update(ANN, true).ifPresent(published::add);
            update(ANN, false).ifPresent(published::add);
            clock.advance(10);
        }
        assertThat(published).extracting(TypingEvent::typing).containsExactly(true, false);
    }

    @Test
    void typingEndsWithoutHints() {
        update(ANN, true);
        clock.advance(4_999);
        assertThat(sweep()).isEmpty();
        clock.advance(1);
        assertThat(sweep()).containsExactly(stopped(ANN));
        assertThat(table.size()).isZero();
    }

    @Test
    void statesThatAreOverAreForgotten() {
        update(ANN, true);
        update(ANN, false);
        assertThat(table.size()).isEqualTo(1);
        clock.advance(2_000);
        assertThat(sweep()).isEmpty();
        assertThat(table.size()).isZero();
    }

    @Test
    void roomsOfAnotherNodeAreForgottenWithoutAnEvent() {
        update(ANN, true);
        assertThat(table.sweep(shard -> false)).isEmpty();
        assertThat(table.size()).isZero();
    }

    @Test
    void numberOfStatesIsBounded() {
        for (int n = 0; n < TypingTable.MAX_STATES; n++) {
            table.update(LOBBY, new UserId("u" + n), true);
        }
        assertThat(update(ANN, true)).isEmpty();
        assertThat(table.size()).isEqualTo(TypingTable.MAX_STATES);
    }
}
