// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.impl.MemberImpl;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

    private final HazelcastClusterManager manager;
    private Set<String> strangers = Set.of();
    private Set<Registered> own = Set.of();
    private boolean mended;

    private record Registered(String address, RegistrationInfo registration) {
        String node() {
            return registration.nodeId();
        }
    }

    RegistrationCheck(HazelcastClusterManager manager) {
        this.manager = manager;
    }

    /**
     * Looks at the whole record, and has it mended when something is wrong. What belongs to nobody must be found twice:
     * a newcomer may be on record before it is known. What is ours and has vanished may have been taken back; Vert.x knows
     * what is to be there. Blocks; one look at a time.
     *
     * @return whether something seemed wrong
     */
    boolean look() {
        Set<Registered> all = read();
        Set<String> members = Set.copyOf(manager.getNodes());
        Set<String> unknown = all.stream()
                .map(Registered::node)
                .filter(node -> !members.contains(node))
                .collect(Collectors.toSet());
        Set<String> gone = new HashSet<>(unknown);
        gone.retainAll(strangers);
        strangers = unknown;
        boolean lost = !all.containsAll(own) || !isKnown();
        if (!lost || mended) {
            own = ofUs(all);
        }
        mended = lost && !mended;
        if (lost && gone.isEmpty()) {
            gone.add(UUID.randomUUID().toString()); // nobody: only what is ours is put on record again
        }
        gone.forEach(this::removed);
        if (!gone.isEmpty()) {
            LOG.debug("record of consumers mended: not of members {}, own ones vanished {}", gone, lost);
        }
        return !gone.isEmpty();
    }

    private boolean isKnown() {
        return manager.getHazelcastInstance().getMap(NODES).containsKey(manager.getNodeId());
    }

    private Set<Registered> ofUs(Set<Registered> all) {
        return all.stream()
                .filter(entry -> entry.node().equals(manager.getNodeId()))
                .collect(Collectors.toSet());
    }

    private Set<Registered> read() {
        Set<Map.Entry<String, HazelcastRegistrationInfo>> entries = manager.getHazelcastInstance()
                .<String, HazelcastRegistrationInfo>getMultiMap(REGISTRATIONS)
                .entrySet();
        return entries.stream()
                .map(entry -> new Registered(entry.getKey(), entry.getValue().unwrap()))
                .collect(Collectors.toSet());
    }

    private void removed(String node) {
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
