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
 * Repairs the registrations of consumers in the cluster. A member that paused and resumes believes that the others have
 * left: until it leaves itself, it registers its own consumers again and removes theirs, and the cluster accepts that,
 * although it is no member any more. Requests to a consumer that does not exist time out. Vert.x corrects the
 * registrations when a member leaves, so this class reports such a departure once more.
 */
final class RegistrationReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationReconciler.class);

    /** The names that Vert.x uses. */
    private static final String REGISTRATIONS = "__vertx.subs";

    private static final String NODE_INFOS = "__vertx.nodeInfo";
    private static final String NODE_ID = "__vertx.nodeId";

    private final TrackingClusterManager manager;
    private final SeenTwice<String> unknownNodes = new SeenTwice<>();
    private final SeenTwice<Registration> endedRegistrations = new SeenTwice<>();
    private final Set<String> failedRefreshes = ConcurrentHashMap.newKeySet();
    private Map<String, Set<RegistrationInfo>> previous = Map.of();
    private volatile boolean stopped;

    /** Filters out findings that are only temporary. */
    private static final class SeenTwice<T> {
        private Set<T> previousRound = Set.of();

        /** The findings that the previous round had, too. */
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

    /** Stops repairs: this node leaves, and its view of the others is not reliable any more. */
    void stop() {
        stopped = true;
    }

    /**
     * Reads all registrations, repairs wrong ones, and refreshes the addresses that have changed, in case Vert.x missed
     * the change. Registrations without a member, and ended ones of this node, must be found in two rounds: a new node
     * may register before it is known as a member, and an ended registration may be about to go. Blocks; one round at a
     * time. A round that took too long is ignored, because the node has paused.
     *
     * @param timeoutMillis how long a round may take
     * @return whether a registration was wrong
     */
    boolean reconcile(long timeoutMillis) {
        long began = System.nanoTime();
        Set<Registration> desired = manager.desired();
        Map<String, Set<RegistrationInfo>> all = readRegistrations();
        Set<String> nodes = Set.copyOf(nodeInfos().keySet());
        Set<String> members = Set.copyOf(manager.getNodes());
        desired.retainAll(manager.desired()); // without those that have ended meanwhile
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
            LOG.info("registrations are repaired: without a member {}, ended {}, lost {}", goneNodes, ended, lost);
            ended.forEach(this::removeRegistration);
            repair(goneNodes, lost);
        }
        refresh(all);
        manager.forgetEmptyAddresses();
        previous = wrong ? Map.of() : all;
        return wrong;
    }

    private static Stream<String> nodeIds(Map<String, Set<RegistrationInfo>> all) {
        return all.values().stream().flatMap(Set::stream).map(RegistrationInfo::nodeId);
    }

    private static boolean contains(Map<String, Set<RegistrationInfo>> all, Registration registration) {
        return all.getOrDefault(registration.address(), Set.of()).contains(registration.info());
    }

    /** The registrations of this node that it does not want any more. */
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
            // An unknown node, so that Vert.x only adds our own registrations again.
            reportMemberRemoved(UUID.randomUUID().toString());
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
