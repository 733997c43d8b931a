// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.presence.PresenceReports.Update;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which users of one shard are online, from the reports of the gateway nodes. It keeps users who are online, and no
 * others. Times are counts of {@link Clock#millis}.
 */
final class OnlineTable {
    private final OnlineSettings settings;
    /** Until then some nodes may not have reported yet, so no user is declared offline. */
    private final long settledAt;

    private final Map<String, NodeUsers> nodes = new HashMap<>();

    /** Users that no node reports any more, and when a node last did. */
    private final Map<UserId, Long> inGrace = new HashMap<>();

    /** @param inherited who was online when this node took the shard over */
    OnlineTable(OnlineSettings settings, Collection<UserId> inherited, long now) {
        this.settings = settings;
        this.settledAt = now + settings.settleMillis();
        inherited.forEach(user -> inGrace.put(user, now));
    }

    /**
     * Replaces what is known of a node by users of whom none is idle. Returns users who came online.
     *
     * @param version the version of these users
     */
    List<UserId> report(String node, Collection<UserId> users, long version, long now) {
        return report(node, new NodeUsers(users, List.of(), version, now), now);
    }

    /** Replaces what is known of a node. Returns users who came online. */
    List<UserId> report(String node, NodeUsers present, long now) {
        List<UserId> arrived = arrived(present.users());
        NodeUsers before = present.users().isEmpty() ? nodes.remove(node) : nodes.put(node, present);
        inGrace.keySet().removeAll(present.users());
        if (before != null) {
            startGrace(before.users(), now);
        }
        return arrived;
    }

    /** Applies changes to the version that is known of their node. Returns users who came online. */
    List<UserId> update(Update update, long now) {
        NodeUsers known = Objects.requireNonNull(nodes.get(update.node()), "not reported");
        List<UserId> arrived = arrived(update.arrived());
        known.apply(update, now);
        update.arrived().forEach(inGrace::remove);
        startGrace(update.left(), now);
        if (known.users().isEmpty()) {
            nodes.remove(update.node());
        }
        return arrived;
    }

    private List<UserId> arrived(Collection<UserId> users) {
        return users.stream().filter(user -> !isOnline(user)).distinct().toList();
    }

    /** The node is alive, and its users are those that it reported last. */
    void renew(String node, long now) {
        Objects.requireNonNull(nodes.get(node), "not reported").renew(now);
    }

    /** The version of a node's users that is known here; 0: none. */
    long versionOf(String node) {
        NodeUsers known = nodes.get(node);
        return known == null ? 0 : known.version();
    }

    /** Ends leases and graces. Returns users who went offline. */
    List<OfflineUser> sweep(long now) {
        List<NodeUsers> expired = nodes.values().stream()
                .filter(report -> now - report.at() >= settings.leaseMillis())
                .toList();
        nodes.values().removeAll(expired);
        expired.forEach(report -> startGrace(report.users(), report.at()));
        return isSettled(now) ? endGraces(now) : List.of();
    }

    private void startGrace(Collection<UserId> users, long lastSeen) {
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

    /** Whether all nodes could report since this one took the shard over. */
    boolean isSettled(long now) {
        return now >= settledAt;
    }

    /** Whether the user is idle on each node that reports the user; empty: that is not known, and it is as it was. */
    Optional<Boolean> idle(UserId user, long now) {
        List<NodeUsers> reporting = nodes.values().stream()
                .filter(report -> report.users().contains(user))
                .toList();
        return reporting.isEmpty() || !isSettled(now)
                ? Optional.empty()
                : Optional.of(reporting.stream().allMatch(report -> report.isIdle(user)));
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
        NodeUsers report = nodes.get(node);
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
