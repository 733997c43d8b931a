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
import dev.hubbub.hub.cluster.TrackingClusterManager.Registration;
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
final class RegistrationReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationReconciler.class);

    /** As Vert.x names them. */
    private static final String REGISTRATIONS = "__vertx.subs";

    private static final String NODE_INFOS = "__vertx.nodeInfo";
    private static final String NODE_ID = "__vertx.nodeId";

    private final TrackingClusterManager manager;
    private final SeenTwice<String> unknownNodes = new SeenTwice<>();
    private final SeenTwice<Registration> endedRegistrations = new SeenTwice<>();
    private final Set<String> failedRefreshes = ConcurrentHashMap.newKeySet();
    private Map<String, Set<RegistrationInfo>> previous = Map.of();
    private volatile boolean stopped;

    /** Tells what lasts from what is about to change. */
    private static final class SeenTwice<T> {
        private Set<T> previousRound = Set.of();

        /** What of this was found at the look before, too. */
        Set<T> confirm(Set<T> found) {
            Set<T> both = new HashSet<>(found);
            both.retainAll(previousRound);
            previousRound = found;
            return both;
        }

        void reset() {
            previousRound = Set.of();
        }
    }

    RegistrationReconciler(TrackingClusterManager manager) {
        this.manager = manager;
    }

    /** This node leaves: what it believes of the others is of no worth any more. */
    void stop() {
        stopped = true;
    }

    /**
     * Looks at the whole record, has it mended when something is wrong, and tells Vert.x of addresses that have changed,
     * in case it was not told. What belongs to nobody, and what has ended here, must be found twice: a newcomer may be on
     * record before it is known, and what has just ended is about to go. Blocks; one look at a time. A look that took long
     * was made by a node that stood still, and is of no worth.
     *
     * @param timeoutMillis how long it may take
     * @return whether something was wrong
     */
    boolean reconcile(long timeoutMillis) {
        long began = System.nanoTime();
        Set<Registration> desired = manager.desired();
        Map<String, Set<RegistrationInfo>> all = readRegistrations();
        Set<String> nodes = Set.copyOf(nodeInfos().keySet());
        Set<String> members = Set.copyOf(manager.getNodes());
        desired.retainAll(manager.desired()); // what has ended meanwhile is not missed
        boolean lost = desired.stream().anyMatch(registration -> !contains(all, registration))
                || !nodes.contains(manager.getNodeId());
        if (stopped || System.nanoTime() - began > timeoutMillis * 1_000_000) {
            unknownNodes.reset();
            endedRegistrations.reset();
            return false;
        }
        Set<String> goneNodes = unknownNodes.confirm(Stream.concat(nodes.stream(), nodeIds(all))
                .filter(node -> !members.contains(node))
                .collect(toSet()));
        Set<Registration> ended = endedRegistrations.confirm(unwantedRegistrations(all));
        boolean wrong = lost || !goneNodes.isEmpty() || !ended.isEmpty();
        if (wrong) {
            LOG.info("the record of consumers is mended: of no member {}, ended {}, lost {}", goneNodes, ended, lost);
            ended.forEach(this::removeRegistration);
            repair(goneNodes, lost);
        }
        refresh(all);
        previous = wrong ? Map.of() : all;
        return wrong;
    }

    private static Stream<String> nodeIds(Map<String, Set<RegistrationInfo>> all) {
        return all.values().stream().flatMap(Set::stream).map(RegistrationInfo::nodeId);
    }

    private static boolean contains(Map<String, Set<RegistrationInfo>> all, Registration registration) {
        return all.getOrDefault(registration.address(), Set.of()).contains(registration.info());
    }

    /** What is on record as this node's, and has ended. */
    private Set<Registration> unwantedRegistrations(Map<String, Set<RegistrationInfo>> all) {
        return all.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(each -> each.nodeId().equals(manager.getNodeId()))
                        .map(each -> new Registration(entry.getKey(), each)))
                .filter(registration -> !manager.isDesired(registration))
                .collect(toSet());
    }

    private Map<String, Set<RegistrationInfo>> readRegistrations() {
        return registrations().entrySet().stream()
                .collect(groupingBy(
                        Map.Entry::getKey, mapping(entry -> entry.getValue().unwrap(), toSet())));
    }

    private MultiMap<String, HazelcastRegistrationInfo> registrations() {
        return manager.getHazelcastInstance().getMultiMap(REGISTRATIONS);
    }

    private IMap<String, ?> nodeInfos() {
        return manager.getHazelcastInstance().getMap(NODE_INFOS);
    }

    private void removeRegistration(Registration registration) {
        registrations().remove(registration.address(), new HazelcastRegistrationInfo(registration.info()));
    }

    private void refresh(Map<String, Set<RegistrationInfo>> all) {
        Set<String> addresses = new HashSet<>(all.keySet());
        addresses.addAll(previous.keySet());
        failedRefreshes.retainAll(addresses);
        addresses.stream()
                .filter(address -> failedRefreshes.remove(address)
                        || !all.getOrDefault(address, Set.of()).equals(previous.get(address)))
                .forEach(address -> manager.refresh(address).onFailure(cause -> failedRefreshes.add(address)));
    }

    private void repair(Set<String> goneNodes, boolean lost) {
        goneNodes.forEach(this::reportMemberRemoved);
        if (lost && goneNodes.isEmpty()) {
            reportMemberRemoved(UUID.randomUUID().toString()); // nobody: only what is ours is put on record again
        }
    }

    private void reportMemberRemoved(String node) {
        Cluster cluster = manager.getHazelcastInstance().getCluster();
        Member member = new MemberImpl.Builder(cluster.getLocalMember().getAddress())
                .uuid(UUID.randomUUID())
                .version(cluster.getLocalMember().getVersion())
                .attributes(Map.of(NODE_ID, node))
                .build();
        manager.memberRemoved(
                new MembershipEvent(cluster, member, MembershipEvent.MEMBER_REMOVED, cluster.getMembers()));
    }
}
