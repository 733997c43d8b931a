// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.value.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is online among the users of one shard, by the reports of the gateway nodes. Times are counts of
 * {@link Time#millis}. Holds those who are online, and no one else.
 */
final class ShardTable {
    private final PresenceConfig config;
    private final long settledAt;
    private final Map<String, NodeReport> nodes = new HashMap<>();

    /** Those online whom no node reports now, and when one last did. */
    private final Map<UserId, Long> missing = new HashMap<>();

    private record NodeReport(Set<UserId> users, long at) {}

    /**
     * @param inherited who was online for the one that had this shard before
     * @param settledAt until when nodes may be there whose reports have not come yet, so that nobody is declared
     *     offline
     */
    ShardTable(PresenceConfig config, Collection<UserId> inherited, long now, long settledAt) {
        this.config = config;
        this.settledAt = settledAt;
        inherited.forEach(user -> missing.put(user, now));
    }

    /** Replaces what a node said before. Returns those who came online by it. */
    List<UserId> report(String node, Collection<UserId> users, long now) {
        Set<UserId> present = Set.copyOf(users);
        List<UserId> arrived = present.stream().filter(user -> !online(user)).toList();
        NodeReport before = present.isEmpty() ? nodes.remove(node) : nodes.put(node, new NodeReport(present, now));
        missing.keySet().removeAll(present);
        if (before != null) {
            miss(before.users(), now);
        }
        return arrived;
    }

    /** Ends what has run out. Returns those who went offline by it. */
    List<Departure> sweep(long now) {
        List<NodeReport> expired = nodes.values().stream()
                .filter(report -> now - report.at() >= config.leaseMillis())
                .toList();
        nodes.values().removeAll(expired);
        expired.forEach(report -> miss(report.users(), report.at()));
        return now < settledAt ? List.of() : depart(now);
    }

    private void miss(Set<UserId> users, long seen) {
        users.stream().filter(user -> !reported(user)).forEach(user -> missing.merge(user, seen, Math::max));
    }

    private List<Departure> depart(long now) {
        List<Departure> gone = new ArrayList<>();
        missing.forEach((user, seen) -> {
            if (now - seen >= config.graceMillis()) {
                gone.add(new Departure(user, seen));
            }
        });
        gone.forEach(departure -> missing.remove(departure.user()));
        return gone;
    }

    /** Whether the user is online; for a while after the last report too. */
    boolean online(UserId user) {
        return missing.containsKey(user) || reported(user);
    }

    /** How many are online; those on several nodes count several times. */
    int size() {
        return missing.size()
                + nodes.values().stream()
                        .mapToInt(report -> report.users().size())
                        .sum();
    }

    /** How many nodes report users. */
    int reports() {
        return nodes.size();
    }

    /** How many users a node reported last. */
    int reported(String node) {
        NodeReport report = nodes.get(node);
        return report == null ? 0 : report.users().size();
    }

    private boolean reported(UserId user) {
        return nodes.values().stream().anyMatch(report -> report.users().contains(user));
    }

    /** Everybody who is online. */
    Set<UserId> everybody() {
        Set<UserId> all = new HashSet<>(missing.keySet());
        nodes.values().forEach(report -> all.addAll(report.users()));
        return all;
    }
}
