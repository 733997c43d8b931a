// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.impl.MemberImpl;
import dev.hubbub.hub.cluster.Membership.Registered;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
    private Set<String> strangers = Set.of();
    private Map<String, Set<RegistrationInfo>> known = Map.of();
    private volatile boolean over;

    RegistrationCheck(Membership membership) {
        this.membership = membership;
    }

    /** This node leaves: what it believes of the others is of no worth any more. */
    void end() {
        over = true;
    }

    /**
     * Looks at the whole record, has it mended when something is wrong, and tells Vert.x of addresses that have changed,
     * in case it was not told. What belongs to nobody must be found twice: a newcomer may be on record before it is
     * known. Blocks; one look at a time. A look that took long was made by a node that stood still, and is of no worth.
     *
     * @param patienceMillis how long it may take
     * @return whether something was wrong
     */
    boolean look(long patienceMillis) {
        long began = System.nanoTime();
        Set<Registered> own = new HashSet<>(membership.own());
        Map<String, Set<RegistrationInfo>> all = read();
        Set<String> members = Set.copyOf(membership.getNodes());
        own.retainAll(membership.own()); // what has ended meanwhile is not missed
        boolean lost = own.stream().anyMatch(mine -> !isIn(all, mine)) || !isKnown();
        if (over || System.nanoTime() - began > patienceMillis * 1_000_000) {
            strangers = Set.of();
            return false;
        }
        Set<String> unknown = all.values().stream()
                .flatMap(Set::stream)
                .map(RegistrationInfo::nodeId)
                .filter(node -> !members.contains(node))
                .collect(toSet());
        Set<String> gone = new HashSet<>(unknown);
        gone.retainAll(strangers);
        strangers = unknown;
        boolean wrong = lost || !gone.isEmpty();
        if (wrong) {
            mend(gone, lost);
        }
        refresh(all);
        known = wrong ? Map.of() : all;
        return wrong;
    }

    private static boolean isIn(Map<String, Set<RegistrationInfo>> all, Registered mine) {
        return all.getOrDefault(mine.address(), Set.of()).contains(mine.registration());
    }

    private boolean isKnown() {
        return membership.getHazelcastInstance().getMap(NODES).containsKey(membership.getNodeId());
    }

    private Map<String, Set<RegistrationInfo>> read() {
        Set<Map.Entry<String, HazelcastRegistrationInfo>> entries = membership
                .getHazelcastInstance()
                .<String, HazelcastRegistrationInfo>getMultiMap(REGISTRATIONS)
                .entrySet();
        return entries.stream()
                .collect(groupingBy(
                        Map.Entry::getKey, mapping(entry -> entry.getValue().unwrap(), toSet())));
    }

    private void refresh(Map<String, Set<RegistrationInfo>> all) {
        Set<String> addresses = new HashSet<>(all.keySet());
        addresses.addAll(known.keySet());
        addresses.stream()
                .filter(address -> !all.getOrDefault(address, Set.of()).equals(known.get(address)))
                .forEach(membership::refresh);
    }

    private void mend(Set<String> gone, boolean lost) {
        LOG.info("the record of consumers is mended: of no member {}, own ones lost: {}", gone, lost);
        if (gone.isEmpty()) {
            gone.add(UUID.randomUUID().toString()); // nobody: only what is ours is put on record again
        }
        gone.forEach(this::removed);
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
