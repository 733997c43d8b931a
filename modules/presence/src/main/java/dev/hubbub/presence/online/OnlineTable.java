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
 * Which users of one shard are online, from the reports of the gateway nodes. It keeps users who are online, and no
 * others. Times are counts of {@link Clock#millis}.
 */
final class OnlineTable {
    private final OnlineSettings settings;
    /** Until then some nodes may not have reported yet, so no user is declared offline. */
    private final long settledAt;

    private final Map<String, NodeReport> nodes = new HashMap<>();

    /** Users that no node reports any more, and when a node last did. */
    private final Map<UserId, Long> inGrace = new HashMap<>();

    private record NodeReport(Set<UserId> users, long at) {}

    /** @param inherited who was online when this node took the shard over */
    OnlineTable(OnlineSettings settings, Collection<UserId> inherited, long now) {
        this.settings = settings;
        this.settledAt = now + settings.settleMillis();
        inherited.forEach(user -> inGrace.put(user, now));
    }

    /** Replaces the previous report of a node. Returns users who came online. */
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

    /** Ends leases and graces. Returns users who went offline. */
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

    /** Whether the user is reported or in the grace. */
    boolean isOnline(UserId user) {
        return inGrace.containsKey(user) || isReported(user);
    }

    /** How many users are online; a user on several nodes counts several times. */
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

    /** All users who are online. */
    Set<UserId> users() {
        Set<UserId> all = new HashSet<>(inGrace.keySet());
        nodes.values().forEach(report -> all.addAll(report.users()));
        return all;
    }
}
