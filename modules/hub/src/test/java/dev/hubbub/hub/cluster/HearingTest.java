// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HearingTest {
    private static final long PATIENCE = 100;

    @Test
    void membersThatHearEachOtherStay() {
        Hearing hearing = new Hearing("a", PATIENCE);
        for (long now = 0; now < 1_000; now += 50) {
            hearing.members(Set.of("a", "b", "c"), now);
            hearing.heard("b", List.of("a", "c"), now);
            hearing.heard("c", List.of("a", "b"), now);
            assertThat(hearing.reasonsToLeave(now)).isEmpty();
        }
        assertThat(hearing.hears(1_000)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void aNodeIsSettledWhenAllHaveHeardEachOther() {
        Hearing hearing = new Hearing("a", PATIENCE);
        hearing.members(Set.of("a", "b", "c"), 0);
        assertThat(hearing.hears(0)).as("before a word").isEmpty();
        assertThat(hearing.heard("b", List.of("c"), 10)).as("the first word").isTrue();
        assertThat(hearing.hears(10)).containsExactly("b");
        assertThat(hearing.heard("b", List.of("a", "c"), 20))
                .as("the first word")
                .isFalse();
        assertThat(hearing.isSettled(20)).isFalse();
        hearing.heard("b", List.of("c"), 30);
        hearing.heard("c", List.of("a"), 30);
        assertThat(hearing.isSettled(30)).isTrue();
        hearing.members(Set.of("a", "b", "c", "d"), 40);
        assertThat(hearing.isSettled(40)).as("when one more has come").isTrue();
    }

    @Test
    void aNewcomerWaitsForNobodyWhomTheOthersDoNotHearEither() {
        Hearing hearing = new Hearing("new", PATIENCE);
        hearing.members(Set.of("new", "a", "b", "hung"), 0);
        assertThat(hearing.isSettled(0)).as("before anybody was heard").isFalse();
        hearing.heard("a", List.of("b", "new"), 10);
        assertThat(hearing.isSettled(10)).as("b is heard by a").isFalse();
        hearing.heard("b", List.of("a", "new"), 20);
        assertThat(hearing.isSettled(20)).isTrue();
        assertThat(hearing.reasonsToLeave(PATIENCE)).isEmpty();
    }

    @Test
    void aSettledNodeStaysForNewcomersThatHearNobody() {
        Hearing hearing = new Hearing("z", PATIENCE);
        hearing.members(Set.of("z"), 0);
        assertThat(hearing.isSettled(0)).isTrue();
        hearing.members(Set.of("z", "b", "deaf", "mute"), 10);
        for (long now = 10; now <= 10 * PATIENCE; now += 10) {
            hearing.heard("b", List.of("z", "deaf"), now);
            hearing.heard("deaf", List.of(), now);
            assertThat(hearing.reasonsToLeave(now)).isEmpty();
        }
        hearing.heard("deaf", List.of("z"), 10 * PATIENCE);
        hearing.heard("b", List.of("z", "deaf"), 12 * PATIENCE);
        assertThat(hearing.reasonsToLeave(12 * PATIENCE + 1))
                .as("once they met")
                .containsExactly("deaf");
    }

    @Test
    void aSettledNodeLeavesWhenNewcomersHearOthersButNotIt() {
        Hearing hearing = new Hearing("z", PATIENCE);
        hearing.members(Set.of("z", "b", "c"), 0);
        for (long now = 0; now <= 2 * PATIENCE; now += 10) {
            hearing.heard("b", List.of("z", "c", "new"), now);
            hearing.heard("c", List.of("z", "b", "new"), now);
            assertThat(hearing.isSettled(now)).isTrue();
            hearing.members(Set.of("z", "b", "c", "new"), 0);
            assertThat(hearing.reasonsToLeave(now)).isEmpty();
        }
        assertThat(hearing.reasonsToLeave(2 * PATIENCE + 1)).containsExactly("new");
    }

    @Test
    void aNodeThatHearsNobodyLeaves() {
        Hearing hearing = new Hearing("a", PATIENCE);
        hearing.members(Set.of("a", "b", "c"), 0);
        assertThat(hearing.reasonsToLeave(PATIENCE)).isEmpty();
        assertThat(hearing.reasonsToLeave(PATIENCE + 1)).containsExactlyInAnyOrder("b", "c");
        assertThat(hearing.hears(PATIENCE + 1)).isEmpty();
    }

    @Test
    void aNodeThatNobodyHearsLeaves() {
        Hearing hearing = new Hearing("a", PATIENCE);
        hearing.members(Set.of("a", "b", "c"), 0);
        hearing.heard("b", List.of("c"), PATIENCE + 1);
        hearing.heard("c", List.of("b"), PATIENCE + 1);
        assertThat(hearing.reasonsToLeave(PATIENCE + 1)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void whoeverHasLostOneOfManyLetsThatOneGoFirst() {
        Hearing hearing = new Hearing("z", PATIENCE);
        hearing.members(Set.of("z", "b", "c", "d"), 0);
        hearing.heard("d", List.of("z"), 0);
        for (long now = 0; now <= 3 * PATIENCE; now += 50) {
            hearing.heard("b", List.of("z"), now);
            hearing.heard("c", List.of("z"), now);
        }
        assertThat(hearing.reasonsToLeave(2 * PATIENCE)).isEmpty();
        assertThat(hearing.reasonsToLeave(2 * PATIENCE + 1)).containsExactly("d");
    }

    @Test
    void ofTwoTheOneWithTheLargerIdLeavesFirst() {
        Hearing larger = new Hearing("b", PATIENCE);
        Hearing smaller = new Hearing("a", PATIENCE);
        larger.members(Set.of("a", "b"), 0);
        smaller.members(Set.of("a", "b"), 0);
        assertThat(larger.reasonsToLeave(PATIENCE + 1)).containsExactly("a");
        assertThat(smaller.reasonsToLeave(2 * PATIENCE)).isEmpty();
        assertThat(smaller.reasonsToLeave(2 * PATIENCE + 1)).containsExactly("b");
    }

    @Test
    void ofTwoHalvesTheOneWithoutTheSmallestIdLeavesFirst() {
        Hearing with = new Hearing("c", PATIENCE);
        Hearing without = new Hearing("b", PATIENCE);
        for (Hearing hearing : List.of(with, without)) {
            hearing.members(Set.of("a", "b", "c", "d"), 0);
            Set.of("a", "b", "c", "d").forEach(member -> hearing.heard(member, List.of("b", "c"), 0));
        }
        for (long now = 0; now <= PATIENCE + 1; now++) {
            with.heard("a", List.of("c"), now);
            without.heard("d", List.of("b"), now);
        }
        assertThat(without.reasonsToLeave(PATIENCE + 1)).containsExactlyInAnyOrder("a", "c");
        assertThat(with.reasonsToLeave(PATIENCE + 1)).isEmpty();
    }

    @Test
    void aMemberThatIsGoneIsNoReason() {
        Hearing hearing = new Hearing("a", PATIENCE);
        hearing.members(Set.of("a", "b"), 0);
        hearing.members(Set.of("a"), PATIENCE);
        assertThat(hearing.reasonsToLeave(10 * PATIENCE)).isEmpty();
    }

    @Test
    void aMemberThatComesBackGetsItsTime() {
        Hearing hearing = new Hearing("b", PATIENCE);
        hearing.members(Set.of("a", "b"), 0);
        hearing.members(Set.of("b"), 50);
        hearing.members(Set.of("a", "b"), 1_000);
        assertThat(hearing.reasonsToLeave(1_000 + PATIENCE)).isEmpty();
    }

    @Test
    void strangersAreNoConcern() {
        Hearing hearing = new Hearing("a", PATIENCE);
        hearing.members(Set.of("a"), 0);
        hearing.heard("x", List.of(), 10);
        assertThat(hearing.hears(10)).isEmpty();
    }
}
