// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides by heartbeats whether a node and the other members reach each other over the event bus, and which node has to
 * leave if they do not. Each node publishes every second which peers it hears. A peer is cut off when, for longer than
 * the timeout, this node did not hear it or it did not hear this node. Then one node leaves and comes back as a new
 * one: the node that is cut off from most; between equal halves the half without the smallest id, and the other half if
 * that did not help. If a single peer is heard by no other member either, no node leaves: that would not help.
 *
 * <p>A peer is unmet until both have heard each other. A node is settled once no peer is unmet, or once it has met more
 * than half and no member hears the unmet peers, or they hear no member. A settled node ignores unmet peers, unless it
 * is in the minority for so long that it must itself be the node that is not heard. Times are milliseconds of a
 * monotonic clock.
 */
final class PeerReachability {
    private static final int MINORITY_TIMEOUTS = 5; // longer than a new node waits

    private final String self;
    private final long timeoutMillis;
    private final Map<String, Peer> peers = new HashMap<>();
    private boolean settled;
    private long notInMinorityAt;

    /**
     * The state of a peer. Both times start when it became a member.
     *
     * @param heardFromAt when this node last heard the peer
     * @param heardByAt when the peer last reported that it hears this node
     * @param heardFrom whether this node ever heard the peer
     * @param heardBy whether the peer ever reported that it hears this node
     * @param hears which nodes the peer hears
     */
    private record Peer(long heardFromAt, long heardByAt, boolean heardFrom, boolean heardBy, Set<String> hears) {
        boolean isUnmet() {
            return !heardFrom || !heardBy;
        }

        long silentMillis(long now) {
            return now - Math.min(heardFromAt, heardByAt);
        }
    }

    PeerReachability(String self, long timeoutMillis) {
        this.self = self;
        this.timeoutMillis = timeoutMillis;
    }

    /** Records a heartbeat; ignores nodes that are no members. Returns whether it was the first of that peer. */
    boolean onHeartbeat(String node, Collection<String> hears, long now) {
        Peer previous = peers.get(node);
        if (previous == null) {
            return false;
        }
        boolean hearsSelf = hears.contains(self);
        peers.put(
                node,
                new Peer(
                        now,
                        hearsSelf ? now : previous.heardByAt(),
                        true,
                        hearsSelf || previous.heardBy(),
                        Set.copyOf(hears)));
        return !previous.heardFrom();
    }

    /** Replaces the members, which include this node. */
    void setMembers(Collection<String> members, long now) {
        peers.keySet().retainAll(members);
        members.stream()
                .filter(member -> !member.equals(self))
                .forEach(member -> peers.putIfAbsent(member, new Peer(now, now, false, false, Set.of())));
    }

    /** The peers that this node heard within the timeout. */
    List<String> heardPeers(long now) {
        return peers.entrySet().stream()
                .filter(entry -> isHeard(entry.getValue(), now))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isHeard(Peer peer, long now) {
        return peer.heardFrom() && now - peer.heardFromAt() <= timeoutMillis;
    }

    /** Whether this node has met all relevant peers; a settled node stays settled. */
    boolean isSettled(long now) {
        settled = settled || relevantPeers(now).values().stream().noneMatch(Peer::isUnmet);
        return settled;
    }

    /** The peers that this node is cut off from, if this node has to leave; otherwise none. */
    List<String> reasonsToLeave(long now) {
        if (!settled || 2 * connectedCount(now) >= memberCount()) {
            notInMinorityAt = now;
        }
        return now - notInMinorityAt > MINORITY_TIMEOUTS * timeoutMillis
                ? List.copyOf(peers.keySet())
                : reasonsToLeave(relevantPeers(now), now);
    }

    private List<String> reasonsToLeave(Map<String, Peer> relevantPeers, long now) {
        List<String> cutOff = relevantPeers.entrySet().stream()
                .filter(entry -> entry.getValue().silentMillis(now) > timeoutMillis)
                .map(Map.Entry::getKey)
                .toList();
        int memberCount = relevantPeers.size() + 1;
        boolean atLeastHalf = cutOff.size() * 2 >= memberCount;
        boolean leavesFirst =
                cutOff.size() * 2 > memberCount || (atLeastHalf && cutOff.contains(smallestId(relevantPeers)));
        return cutOff.stream()
                .filter(member -> atLeastHalf || isHeardByOthers(member, now))
                .filter(member -> {
                    boolean leavesSecond = atLeastHalf || self.compareTo(member) > 0;
                    double timeouts =
                            leavesFirst ? 1 : leavesSecond ? 2.5 : 4; // two nodes may notice one timeout apart
                    Peer peer = relevantPeers.get(member);
                    return peer != null && peer.silentMillis(now) > timeoutMillis * timeouts;
                })
                .toList();
    }

    private Map<String, Peer> relevantPeers(long now) {
        boolean inMajority = 2 * connectedCount(now) > memberCount();
        Map<String, Peer> relevantPeers = new HashMap<>(peers);
        relevantPeers
                .entrySet()
                .removeIf(entry -> entry.getValue().isUnmet()
                        && (settled || (inMajority && !isHeardByOthers(entry.getKey(), now))));
        return relevantPeers;
    }

    private int memberCount() {
        return peers.size() + 1;
    }

    /** How many members this node reaches and is reached by, including itself. */
    private int connectedCount(long now) {
        return 1
                + (int) peers.values().stream()
                        .filter(peer -> !peer.isUnmet() && peer.silentMillis(now) <= timeoutMillis)
                        .count();
    }

    /** Whether another member hears it, and it does not report that it hears none. */
    private boolean isHeardByOthers(String member, long now) {
        Peer peer = peers.get(member);
        boolean hearsNone = peer != null && isHeard(peer, now) && peer.hears().isEmpty();
        return !hearsNone
                && peers.values().stream()
                        .anyMatch(other -> isHeard(other, now) && other.hears().contains(member));
    }

    private String smallestId(Map<String, Peer> relevantPeers) {
        return Stream.concat(Stream.of(self), relevantPeers.keySet().stream())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
