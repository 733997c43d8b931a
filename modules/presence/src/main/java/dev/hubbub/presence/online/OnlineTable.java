// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is online among the users of one shard, by the reports of the gateway nodes. Times are counts of
 * {@link Clock#millis}. Holds those who are online, and no one else.
 */
final class OnlineTable {
    private final OnlineSettings settings;
    /** Until then nodes may be there whose reports have not come yet, so that nobody is declared offline. */
    private final long settledAt;

    private final Map<String, NodeReport> nodes = new HashMap<>();

    /** Those online whom no node reports now, and when one last did. */
    private final Map<UserId, Long> inGrace = new HashMap<>();

    private record NodeReport(Set<UserId> users, long at) {}

    /** @param inherited who was online for the one that had this shard before */
    OnlineTable(OnlineSettings settings, Collection<UserId> inherited, long now) {
        this.settings = settings;
        this.settledAt = now + settings.settleMillis();
        inherited.forEach(user -> inGrace.put(user, now));
    }

    /** Replaces what a node said before. Returns those who came online by it. */
    List<UserId> report(String node, Collection<UserId> users, long now) {
        Set<UserId> present = Set.copyOf(users);
        List<UserId> arrived = present.stream().filter(user -> !isOnline(user)).toList();
        NodeReport before = present.isEmpty() ? nodes.remove(node) : nodes.put(node, new NodeReport(present, now));
        inGrace.keySet().removeAll(present);
        if (before != null) {
            startGrace(before.users(), now);
        }
        return arrived;
    }

    /** Ends what has run out. Returns those who went offline by it. */
    List<OfflineUser> sweep(long now) {
        List<NodeReport> expired = nodes.values().stream()
                .filter(report -> now - report.at() >= settings.leaseMillis())
                .toList();
        nodes.values().removeAll(expired);
        expired.forEach(report -> startGrace(report.users(), report.at()));
        return now < settledAt ? List.of() : endGraces(now);
    }

    private void startGrace(Set<UserId> users, long lastSeen) {
        users.stream().filter(user -> !isReported(user)).forEach(user -> inGrace.merge(user, lastSeen, Math::max));
    }

    private List<OfflineUser> endGraces(long now) {
        List<OfflineUser> offline = new ArrayList<>();
        inGrace.forEach((user, lastSeen) -> {
            if (now - lastSeen >= settings.graceMillis()) {
                offline.add(new OfflineUser(user, lastSeen));
            }
        });
        offline.forEach(user -> inGrace.remove(user.user()));
        return offline;
    }

    /** Whether the user is online; for a while after the last report too. */
    boolean isOnline(UserId user) {
        return inGrace.containsKey(user) || isReported(user);
    }

    /** How many are online; those on several nodes count several times. */
    int size() {
        return inGrace.size()
                + nodes.values().stream()
                        .mapToInt(report -> report.users().size())
                        .sum();
    }

    /** How many nodes report users. */
    int reports() {
        return nodes.size();
    }

    /** How many users a node reported last. */
    int usersReportedBy(String node) {
        NodeReport report = nodes.get(node);
        return report == null ? 0 : report.users().size();
    }

    private boolean isReported(UserId user) {
        return nodes.values().stream().anyMatch(report -> report.users().contains(user));
    }

    /** Everybody who is online. */
    Set<UserId> users() {
        Set<UserId> all = new HashSet<>(inGrace.keySet());
        nodes.values().forEach(report -> all.addAll(report.users()));
        return all;
    }
}
