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
 * Whether a node and the other members of its cluster really reach each other over the event bus, whatever the
 * cluster's own tables say. Each node says every second whom it hears; a member counts as cut off when nothing was
 * heard of it, or it did not hear us, for longer than the patience. Then one has to leave and come back as a new
 * node: the one that is cut off from most; between equals the side without the smallest id, and the other if that
 * did not help. For a single member nobody leaves whom nobody else hears either: that would not help.
 *
 * <p>A member that never got through is a stranger. A node is settled once it has met everybody, or more than half and
 * the rest are heard by nobody, or hear nobody. From then on strangers are no concern of it, unless they are so many
 * and for so long that it must be the one that is not heard. Times are milliseconds of any clock that only goes
 * forward.
 */
final class PeerReachability {
    private static final int MINORITY_TIMEOUTS = 5; // longer than any newcomer waits

    private final String self;
    private final long timeoutMillis;
    private final Map<String, Peer> peers = new HashMap<>();
    private boolean settled;
    private long inMajorityAt;

    /**
     * When a member was heard last, and when it last said that it hears us; before either: when it became a member.
     *
     * @param heardFrom whether it ever was
     * @param heardBy whether it ever said so
     * @param hears whom it said that it hears
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

    /** A member said whom it hears. Others are no concern of ours. Whether it was the first word of that member. */
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

    /** These are the members now, this node among them. */
    void setMembers(Collection<String> members, long now) {
        peers.keySet().retainAll(members);
        members.stream()
                .filter(member -> !member.equals(self))
                .forEach(member -> peers.putIfAbsent(member, new Peer(now, now, false, false, Set.of())));
    }

    /** Those heard of within the patience. */
    List<String> heardPeers(long now) {
        return peers.entrySet().stream()
                .filter(entry -> isHeard(entry.getValue(), now))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isHeard(Peer peer, long now) {
        return peer.heardFrom() && now - peer.heardFromAt() <= timeoutMillis;
    }

    /** Whether this node and the members that are to be met have heard each other; once so, it stays so. */
    boolean isSettled(long now) {
        settled = settled || relevantPeers(now).values().stream().noneMatch(Peer::isUnmet);
        return settled;
    }

    /** The members from which this node is cut off, when it is the one that has to leave; else none. */
    List<String> reasonsToLeave(long now) {
        if (!settled || 2 * connectedCount(now) >= memberCount()) {
            inMajorityAt = now;
        }
        return now - inMajorityAt > MINORITY_TIMEOUTS * timeoutMillis
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
                            leavesFirst ? 1 : leavesSecond ? 2.5 : 4; // one notices up to one patience after the other
                    return relevantPeers.get(member).silentMillis(now) > timeoutMillis * timeouts;
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

    /** How many hear each other with this node, and itself. */
    private int connectedCount(long now) {
        return 1
                + (int) peers.values().stream()
                        .filter(peer -> !peer.isUnmet() && peer.silentMillis(now) <= timeoutMillis)
                        .count();
    }

    /** Whether it hears somebody, as far as we know, and somebody else hears it. */
    private boolean isHeardByOthers(String member, long now) {
        Peer peer = peers.get(member);
        boolean hearsNone = isHeard(peer, now) && peer.hears().isEmpty();
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
