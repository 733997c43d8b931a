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
    void aNewcomerAmongMostWaitsForNobodyWhomTheOthersDoNotHearEither() {
        Hearing hearing = new Hearing("new", PATIENCE);
        hearing.members(Set.of("new", "a", "b", "hung"), 0);
        assertThat(hearing.isSettled(0)).as("before anybody was heard").isFalse();
        hearing.heard("a", List.of("new"), 10);
        assertThat(hearing.isSettled(10)).as("with one of three").isFalse();
        hearing.heard("b", List.of("a", "hung", "new"), 20);
        assertThat(hearing.isSettled(20)).as("while b hears the other").isFalse();
        hearing.heard("b", List.of("a", "new"), 30);
        assertThat(hearing.isSettled(30)).isTrue();
        assertThat(hearing.reasonsToLeave(PATIENCE)).isEmpty();
    }

    @Test
    void twoNewcomersOfFiveDoNotSettleWithEachOther() {
        Hearing hearing = new Hearing("d", PATIENCE);
        hearing.members(Set.of("a", "b", "c", "d", "e"), 0);
        hearing.heard("e", List.of("d"), PATIENCE);
        assertThat(hearing.isSettled(PATIENCE)).isFalse();
        assertThat(hearing.reasonsToLeave(PATIENCE + 1)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aSettledNodeStaysForNewcomersWithWhomItDoesNotMeet() {
        Hearing hearing = new Hearing("z", PATIENCE);
        hearing.members(Set.of("z", "b"), 0);
        hearing.heard("b", List.of("z"), 0);
        assertThat(hearing.isSettled(0)).isTrue();
        hearing.members(Set.of("z", "b", "deaf", "mute"), 10);
        for (long now = 10; now <= 10 * PATIENCE; now += 10) {
            hearing.heard("b", List.of("z", "deaf", "mute"), now);
            hearing.heard("deaf", List.of("b"), now);
            assertThat(hearing.reasonsToLeave(now)).isEmpty();
        }
    }

    @Test
    void aSettledNodeThatMostNewcomersDoNotMeetLeavesWhenTheyStay() {
        Hearing hearing = new Hearing("a", PATIENCE);
        hearing.members(Set.of("a"), 0);
        assertThat(hearing.isSettled(0)).isTrue();
        assertThat(hearing.reasonsToLeave(1_000)).isEmpty();
        hearing.members(Set.of("a", "b", "c"), 1_000);
        assertThat(hearing.reasonsToLeave(1_000 + 5 * PATIENCE)).isEmpty();
        assertThat(hearing.reasonsToLeave(1_001 + 5 * PATIENCE)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void aSettledNodeThatMeetsMostInTimeStays() {
        Hearing hearing = new Hearing("a", PATIENCE);
        hearing.isSettled(0);
        hearing.members(Set.of("a", "b", "c"), 0);
        for (long now = 0; now <= 20 * PATIENCE; now += 10) {
            if (now > 4 * PATIENCE) {
                hearing.heard("b", List.of("a"), now);
            }
            assertThat(hearing.reasonsToLeave(now)).isEmpty();
        }
    }

    @Test
    void forOneWhomNobodyElseHearsNobodyLeaves() {
        Hearing hearing = new Hearing("z", PATIENCE);
        hearing.members(Set.of("z", "b", "c"), 0);
        hearing.heard("c", List.of("z"), 0);
        for (long now = 0; now <= 10 * PATIENCE; now += 50) {
            hearing.heard("b", List.of("z"), now);
            assertThat(hearing.reasonsToLeave(now)).isEmpty();
        }
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
        Hearing larger = new Hearing("z", PATIENCE);
        Hearing smaller = new Hearing("a", PATIENCE);
        for (Hearing hearing : List.of(larger, smaller)) {
            hearing.members(Set.of("z", "a", "b", "c", "d"), 0);
            Set.of("z", "a", "b", "c", "d").forEach(member -> hearing.heard(member, List.of("z", "a"), 0));
            for (long now = 0; now <= 4 * PATIENCE; now += 50) {
                hearing.heard("b", List.of("z", "a", "d"), now);
                hearing.heard("c", List.of("z", "a", "d"), now);
                hearing.heard("z", List.of("a"), now);
                hearing.heard("a", List.of("z"), now);
            }
        }
        assertThat(larger.reasonsToLeave(5 * PATIENCE / 2)).isEmpty();
        assertThat(larger.reasonsToLeave(5 * PATIENCE / 2 + 1)).containsExactly("d");
        assertThat(smaller.reasonsToLeave(4 * PATIENCE)).isEmpty();
        assertThat(smaller.reasonsToLeave(4 * PATIENCE + 1)).containsExactly("d");
    }

    @Test
    void ofTwoTheOneWithTheLargerIdLeavesFirst() {
        Hearing larger = new Hearing("b", PATIENCE);
        Hearing smaller = new Hearing("a", PATIENCE);
        larger.members(Set.of("a", "b"), 0);
        smaller.members(Set.of("a", "b"), 0);
        assertThat(larger.reasonsToLeave(PATIENCE + 1)).containsExactly("a");
        assertThat(smaller.reasonsToLeave(5 * PATIENCE / 2)).isEmpty();
        assertThat(smaller.reasonsToLeave(5 * PATIENCE / 2 + 1)).containsExactly("b");
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
