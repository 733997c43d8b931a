// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerReachabilityTest {
    private static final long TIMEOUT = 100;

    @Test
    void membersThatHearEachOtherStay() {
        PeerReachability peers = new PeerReachability("a", TIMEOUT);
        for (long now = 0; now < 1_000; now += 50) {
            peers.setMembers(Set.of("a", "b", "c"), now);
            peers.onHeartbeat("b", List.of("a", "c"), now);
            peers.onHeartbeat("c", List.of("a", "b"), now);
            assertThat(peers.reasonsToLeave(now)).isEmpty();
        }
        assertThat(peers.heardPeers(1_000)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void aNodeIsSettledWhenAllHaveHeardEachOther() {
        PeerReachability peers = new PeerReachability("a", TIMEOUT);
        peers.setMembers(Set.of("a", "b", "c"), 0);
        assertThat(peers.heardPeers(0)).as("before a heartbeat").isEmpty();
        assertThat(peers.onHeartbeat("b", List.of("c"), 10))
                .as("the first heartbeat")
                .isTrue();
        assertThat(peers.heardPeers(10)).containsExactly("b");
        assertThat(peers.onHeartbeat("b", List.of("a", "c"), 20))
                .as("the first heartbeat")
                .isFalse();
        assertThat(peers.isSettled(20)).isFalse();
        peers.onHeartbeat("b", List.of("c"), 30);
        peers.onHeartbeat("c", List.of("a"), 30);
        assertThat(peers.isSettled(30)).isTrue();
        peers.setMembers(Set.of("a", "b", "c", "d"), 40);
        assertThat(peers.isSettled(40)).as("when one more has joined").isTrue();
    }

    @Test
    void aNewNodeInTheMajorityIgnoresAPeerThatTheOthersDoNotHear() {
        PeerReachability peers = new PeerReachability("new", TIMEOUT);
        peers.setMembers(Set.of("new", "a", "b", "hung"), 0);
        assertThat(peers.isSettled(0)).as("before any heartbeat").isFalse();
        peers.onHeartbeat("a", List.of("new"), 10);
        assertThat(peers.isSettled(10)).as("with one of three").isFalse();
        peers.onHeartbeat("b", List.of("a", "hung", "new"), 20);
        assertThat(peers.isSettled(20)).as("while b hears the other").isFalse();
        peers.onHeartbeat("b", List.of("a", "new"), 30);
        assertThat(peers.isSettled(30)).isTrue();
        assertThat(peers.reasonsToLeave(TIMEOUT)).isEmpty();
    }

    @Test
    void twoNewNodesOfFiveDoNotSettleWithEachOther() {
        PeerReachability peers = new PeerReachability("d", TIMEOUT);
        peers.setMembers(Set.of("a", "b", "c", "d", "e"), 0);
        peers.onHeartbeat("e", List.of("d"), TIMEOUT);
        assertThat(peers.isSettled(TIMEOUT)).isFalse();
        assertThat(peers.reasonsToLeave(TIMEOUT + 1)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aSettledNodeIgnoresAFewUnmetPeers() {
        PeerReachability peers = new PeerReachability("z", TIMEOUT);
        peers.setMembers(Set.of("z", "b"), 0);
        peers.onHeartbeat("b", List.of("z"), 0);
        assertThat(peers.isSettled(0)).isTrue();
        peers.setMembers(Set.of("z", "b", "deaf", "mute"), 10);
        for (long now = 10; now <= 10 * TIMEOUT; now += 10) {
            peers.onHeartbeat("b", List.of("z", "deaf", "mute"), now);
            peers.onHeartbeat("deaf", List.of("b"), now);
            assertThat(peers.reasonsToLeave(now)).isEmpty();
        }
    }

    @Test
    void aSettledNodeLeavesWhenMostPeersStayUnmet() {
        PeerReachability peers = new PeerReachability("a", TIMEOUT);
        peers.setMembers(Set.of("a"), 0);
        assertThat(peers.isSettled(0)).isTrue();
        assertThat(peers.reasonsToLeave(1_000)).isEmpty();
        peers.setMembers(Set.of("a", "b", "c"), 1_000);
        assertThat(peers.reasonsToLeave(1_000 + 5 * TIMEOUT)).isEmpty();
        assertThat(peers.reasonsToLeave(1_001 + 5 * TIMEOUT)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void aSettledNodeThatMeetsMostPeersInTimeStays() {
        PeerReachability peers = new PeerReachability("a", TIMEOUT);
        peers.isSettled(0);
        peers.setMembers(Set.of("a", "b", "c"), 0);
        for (long now = 0; now <= 20 * TIMEOUT; now += 10) {
            if (now > 4 * TIMEOUT) {
                peers.onHeartbeat("b", List.of("a"), now);
            }
            assertThat(peers.reasonsToLeave(now)).isEmpty();
        }
    }

    @Test
    void noNodeLeavesForAPeerThatTheOthersDoNotHear() {
        PeerReachability peers = new PeerReachability("z", TIMEOUT);
        peers.setMembers(Set.of("z", "b", "c"), 0);
        peers.onHeartbeat("c", List.of("z"), 0);
        for (long now = 0; now <= 10 * TIMEOUT; now += 50) {
            peers.onHeartbeat("b", List.of("z"), now);
            assertThat(peers.reasonsToLeave(now)).isEmpty();
        }
    }

    @Test
    void aNodeThatHearsNoPeerLeaves() {
        PeerReachability peers = new PeerReachability("a", TIMEOUT);
        peers.setMembers(Set.of("a", "b", "c"), 0);
        assertThat(peers.reasonsToLeave(TIMEOUT)).isEmpty();
        assertThat(peers.reasonsToLeave(TIMEOUT + 1)).containsExactlyInAnyOrder("b", "c");
        assertThat(peers.heardPeers(TIMEOUT + 1)).isEmpty();
    }

    @Test
    void aNodeThatNoPeerHearsLeaves() {
        PeerReachability peers = new PeerReachability("a", TIMEOUT);
        peers.setMembers(Set.of("a", "b", "c"), 0);
        peers.onHeartbeat("b", List.of("c"), TIMEOUT + 1);
        peers.onHeartbeat("c", List.of("b"), TIMEOUT + 1);
        assertThat(peers.reasonsToLeave(TIMEOUT + 1)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void aNodeCutOffFromOneOfManyLetsThatPeerLeaveFirst() {
        PeerReachability larger = new PeerReachability("z", TIMEOUT);
        PeerReachability smaller = new PeerReachability("a", TIMEOUT);
        for (PeerReachability peers : List.of(larger, smaller)) {
            peers.setMembers(Set.of("z", "a", "b", "c", "d"), 0);
            Set.of("z", "a", "b", "c", "d").forEach(member -> peers.onHeartbeat(member, List.of("z", "a"), 0));
            for (long now = 0; now <= 4 * TIMEOUT; now += 50) {
                peers.onHeartbeat("b", List.of("z", "a", "d"), now);
                peers.onHeartbeat("c", List.of("z", "a", "d"), now);
                peers.onHeartbeat("z", List.of("a"), now);
                peers.onHeartbeat("a", List.of("z"), now);
            }
        }
        assertThat(larger.reasonsToLeave(5 * TIMEOUT / 2)).isEmpty();
        assertThat(larger.reasonsToLeave(5 * TIMEOUT / 2 + 1)).containsExactly("d");
        assertThat(smaller.reasonsToLeave(4 * TIMEOUT)).isEmpty();
        assertThat(smaller.reasonsToLeave(4 * TIMEOUT + 1)).containsExactly("d");
    }

    @Test
    void ofTwoNodesTheLargerIdLeavesFirst() {
        PeerReachability larger = new PeerReachability("b", TIMEOUT);
        PeerReachability smaller = new PeerReachability("a", TIMEOUT);
        larger.setMembers(Set.of("a", "b"), 0);
        smaller.setMembers(Set.of("a", "b"), 0);
        assertThat(larger.reasonsToLeave(TIMEOUT + 1)).containsExactly("a");
        assertThat(smaller.reasonsToLeave(5 * TIMEOUT / 2)).isEmpty();
        assertThat(smaller.reasonsToLeave(5 * TIMEOUT / 2 + 1)).containsExactly("b");
    }

    @Test
    void ofTwoHalvesTheHalfWithoutTheSmallestIdLeavesFirst() {
        PeerReachability with = new PeerReachability("c", TIMEOUT);
        PeerReachability without = new PeerReachability("b", TIMEOUT);
        for (PeerReachability peers : List.of(with, without)) {
            peers.setMembers(Set.of("a", "b", "c", "d"), 0);
            Set.of("a", "b", "c", "d").forEach(member -> peers.onHeartbeat(member, List.of("b", "c"), 0));
        }
        for (long now = 0; now <= TIMEOUT + 1; now++) {
            with.onHeartbeat("a", List.of("c"), now);
            without.onHeartbeat("d", List.of("b"), now);
        }
        assertThat(without.reasonsToLeave(TIMEOUT + 1)).containsExactlyInAnyOrder("a", "c");
        assertThat(with.reasonsToLeave(TIMEOUT + 1)).isEmpty();
    }

    @Test
    void aDepartedPeerIsNoReasonToLeave() {
        PeerReachability peers = new PeerReachability("a", TIMEOUT);
        peers.setMembers(Set.of("a", "b"), 0);
        peers.setMembers(Set.of("a"), TIMEOUT);
        assertThat(peers.reasonsToLeave(10 * TIMEOUT)).isEmpty();
    }

    @Test
    void aPeerThatReturnsGetsItsFullTimeout() {
        PeerReachability peers = new PeerReachability("b", TIMEOUT);
        peers.setMembers(Set.of("a", "b"), 0);
        peers.setMembers(Set.of("b"), 50);
        peers.setMembers(Set.of("a", "b"), 1_000);
        assertThat(peers.reasonsToLeave(1_000 + TIMEOUT)).isEmpty();
    }

    @Test
    void heartbeatsOfNonMembersAreIgnored() {
        PeerReachability peers = new PeerReachability("a", TIMEOUT);
        peers.setMembers(Set.of("a"), 0);
        peers.onHeartbeat("x", List.of(), 10);
        assertThat(peers.heardPeers(10)).isEmpty();
    }
}
