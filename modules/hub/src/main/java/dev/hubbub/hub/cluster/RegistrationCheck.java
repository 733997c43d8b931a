// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.map.IMap;
import com.hazelcast.multimap.MultiMap;
import dev.hubbub.hub.cluster.Membership.Registered;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mends what the cluster has on record of who consumes what. A member that stood still and goes on takes the others for
 * gone: in the moment until it leaves it registers its own consumers anew and takes theirs off the record, and the
 * cluster lets it, though it is no member any more. What is sent to a consumer that is not there waits in vain. Vert.x
 * puts its record right when a member leaves, and is told so once more.
 */
final class RegistrationCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationCheck.class);

    /** As Vert.x names them. */
    private static final String REGISTRATIONS = "__vertx.subs";

    private static final String NODES = "__vertx.nodeInfo";
    private static final String NODE_ID = "__vertx.nodeId";

    private final Membership membership;
    private final Twice<String> strangers = new Twice<>();
    private final Twice<Registered> leftovers = new Twice<>();
    private final Set<String> untold = ConcurrentHashMap.newKeySet();
    private Map<String, Set<RegistrationInfo>> known = Map.of();
    private volatile boolean over;

    /** Tells what lasts from what is about to change. */
    private static final class Twice<T> {
        private Set<T> last = Set.of();

        /** What of this was found at the look before, too. */
        Set<T> again(Set<T> found) {
            Set<T> both = new HashSet<>(found);
            both.retainAll(last);
            last = found;
            return both;
        }

        void forget() {
            last = Set.of();
        }
    }

    RegistrationCheck(Membership membership) {
        this.membership = membership;
    }

    /** This node leaves: what it believes of the others is of no worth any more. */
    void end() {
        over = true;
    }

    /**
     * Looks at the whole record, has it mended when something is wrong, and tells Vert.x of addresses that have changed,
     * in case it was not told. What belongs to nobody, and what has ended here, must be found twice: a newcomer may be on
     * record before it is known, and what has just ended is about to go. Blocks; one look at a time. A look that took long
     * was made by a node that stood still, and is of no worth.
     *
     * @param patienceMillis how long it may take
     * @return whether something was wrong
     */
    boolean look(long patienceMillis) {
        long began = System.nanoTime();
        Set<Registered> own = membership.own();
        Map<String, Set<RegistrationInfo>> all = read();
        Set<String> nodes = Set.copyOf(nodeInfos().keySet());
        Set<String> members = Set.copyOf(membership.getNodes());
        own.retainAll(membership.own()); // what has ended meanwhile is not missed
        boolean lost = own.stream().anyMatch(mine -> !isIn(all, mine)) || !nodes.contains(membership.getNodeId());
        if (over || System.nanoTime() - began > patienceMillis * 1_000_000) {
            strangers.forget();
            leftovers.forget();
            return false;
        }
        Set<String> gone = strangers.again(Stream.concat(nodes.stream(), consumers(all))
                .filter(node -> !members.contains(node))
                .collect(toSet()));
        Set<Registered> ended = leftovers.again(unwanted(all));
        boolean wrong = lost || !gone.isEmpty() || !ended.isEmpty();
        if (wrong) {
            LOG.info("the record of consumers is mended: of no member {}, ended {}, lost {}", gone, ended, lost);
            ended.forEach(this::takeOff);
            mend(gone, lost);
        }
        refresh(all);
        known = wrong ? Map.of() : all;
        return wrong;
    }

    private static Stream<String> consumers(Map<String, Set<RegistrationInfo>> all) {
        return all.values().stream().flatMap(Set::stream).map(RegistrationInfo::nodeId);
    }

    private static boolean isIn(Map<String, Set<RegistrationInfo>> all, Registered mine) {
        return all.getOrDefault(mine.address(), Set.of()).contains(mine.registration());
    }

    /** What is on record as this node's, and has ended. */
    private Set<Registered> unwanted(Map<String, Set<RegistrationInfo>> all) {
        return all.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(each -> each.nodeId().equals(membership.getNodeId()))
                        .map(each -> new Registered(entry.getKey(), each)))
                .filter(mine -> !membership.wants(mine))
                .collect(toSet());
    }

    private Map<String, Set<RegistrationInfo>> read() {
        return registrations().entrySet().stream()
                .collect(groupingBy(
                        Map.Entry::getKey, mapping(entry -> entry.getValue().unwrap(), toSet())));
    }

    private MultiMap<String, HazelcastRegistrationInfo> registrations() {
        return membership.getHazelcastInstance().getMultiMap(REGISTRATIONS);
    }

    private IMap<String, ?> nodeInfos() {
        return membership.getHazelcastInstance().getMap(NODES);
    }

    private void takeOff(Registered mine) {
        registrations().remove(mine.address(), new HazelcastRegistrationInfo(mine.registration()));
    }

    private void refresh(Map<String, Set<RegistrationInfo>> all) {
        Set<String> addresses = new HashSet<>(all.keySet());
        addresses.addAll(known.keySet());
        untold.retainAll(addresses);
        addresses.stream()
                .filter(address -> untold.remove(address)
                        || !all.getOrDefault(address, Set.of()).equals(known.get(address)))
                .forEach(address -> membership.refresh(address).onFailure(cause -> untold.add(address)));
    }

    private void mend(Set<String> gone, boolean lost) {
        gone.forEach(this::removed);
        if (lost && gone.isEmpty()) {
            removed(UUID.randomUUID().toString()); // nobody: only what is ours is put on record again
        }
    }

    private void removed(String node) {
        Cluster cluster = membership.getHazelcastInstance().getCluster();
        Member member = new MemberImpl.Builder(cluster.getLocalMember().getAddress())
                .uuid(UUID.randomUUID())
                .version(cluster.getLocalMember().getVersion())
                .attributes(Map.of(NODE_ID, node))
                .build();
        membership.memberRemoved(
                new MembershipEvent(cluster, member, MembershipEvent.MEMBER_REMOVED, cluster.getMembers()));
    }
}
