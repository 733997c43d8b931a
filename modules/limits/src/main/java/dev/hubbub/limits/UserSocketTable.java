// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

import dev.hubbub.contract.limits.Limits.AcquireSocket;
import dev.hubbub.contract.limits.Limits.HoldSockets;
import dev.hubbub.contract.limits.Limits.ReleaseSocket;
import dev.hubbub.contract.limits.Limits.UpdateSockets;
import dev.hubbub.contract.value.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which sockets the users of one shard have on all nodes: from the reports of the gateway nodes, and from sockets that
 * were acquired, displaced or released and are not reported yet. Times are counts of milliseconds that never go back.
 */
final class UserSocketTable {
    /** For so long a report may arrive that was sent before a socket was acquired, and so lacks the socket. */
    static final long REPORT_IN_TRANSIT_MILLIS = 1_000;

    private final long leaseMillis;
    private final long settledAt;
    private final Map<String, NodeSockets> nodes = new HashMap<>();
    private final Map<UserId, Map<Socket, Long>> acquired = new HashMap<>();
    private final Map<UserId, Map<Socket, Long>> gone = new HashMap<>();

    /** A socket of a user. */
    record Socket(String node, long number) {}

    /** @param displaced the sockets that have to make room */
    record Result(boolean acquired, List<Socket> displaced) {}

    /** @param settledAt until when some nodes may not have reported yet */
    UserSocketTable(long leaseMillis, long settledAt) {
        this.leaseMillis = leaseMillis;
        this.settledAt = settledAt;
    }

    /** Whether some nodes may not have reported yet. */
    boolean isSettling(long now) {
        return now < settledAt;
    }

    /** Replaces what is known of a node. */
    void hold(HoldSockets report, long now) {
        NodeSockets reported =
                new NodeSockets(report.node(), report.version() == null ? 0 : report.version(), report.sockets(), now);
        nodes.put(report.node(), reported);
        settle(reported, now);
    }

    /** Applies changes to the version that is known of their node. */
    void update(UpdateSockets update, long now) {
        NodeSockets known = Objects.requireNonNull(nodes.get(update.node()), "not reported");
        known.apply(update, now);
        settle(known, now);
    }

    /** How many sockets more an update brings. */
    int added(UpdateSockets update) {
        NodeSockets known = Objects.requireNonNull(nodes.get(update.node()), "not reported");
        return update.sockets().stream()
                .mapToInt(held -> held.sockets().size() - known.of(held.user()).size())
                .sum();
    }

    /** The version of a node's sockets that is known here; 0: none. */
    long versionOf(String node) {
        NodeSockets known = nodes.get(node);
        return known == null ? 0 : known.version();
    }

    /** What the node reports need not be remembered beside it, nor what it should report by now and does not. */
    private void settle(NodeSockets reported, long now) {
        if (reported.count() == 0) {
            nodes.remove(reported.node());
        }
        removeIf(
                acquired,
                (user, socket, since) -> socket.node().equals(reported.node())
                        && (reported.has(user, socket) || now - since >= REPORT_IN_TRANSIT_MILLIS));
        removeIf(gone, (user, socket, since) -> socket.node().equals(reported.node()) && !reported.has(user, socket));
    }

    /** Counts one more socket of a user, if the quota allows it or an older socket can make room. */
    Result acquire(AcquireSocket request, long now) {
        Socket socket = new Socket(request.node(), request.socket());
        Set<Socket> held = held(request.user(), now);
        held.remove(socket);
        int othersAllowed = request.max() - 1;
        List<Socket> oldest = held.size() > othersAllowed && request.displace()
                ? oldest(held, held.size() - othersAllowed)
                : List.of();
        if (held.size() - oldest.size() > othersAllowed) {
            return new Result(false, List.of());
        }
        oldest.forEach(old -> put(gone, request.user(), old, now));
        put(acquired, request.user(), socket, now);
        return new Result(true, oldest);
    }

    /** A socket counts no more, not even when a report that was sent before says that it is open; false if it did not count. */
    boolean release(ReleaseSocket request, long now) {
        Socket socket = new Socket(request.node(), request.socket());
        boolean counted = held(request.user(), now).contains(socket);
        removeIf(acquired, (user, other, since) -> user.equals(request.user()) && other.equals(socket));
        if (counted) {
            put(gone, request.user(), socket, now);
        }
        return counted;
    }

    private Set<Socket> held(UserId user, long now) {
        Set<Socket> held = new HashSet<>(acquired.getOrDefault(user, Map.of()).keySet());
        nodes.forEach((node, report) -> {
            if (now - report.at() < leaseMillis) {
                report.of(user).forEach(number -> held.add(new Socket(node, number)));
            }
        });
        held.removeAll(gone.getOrDefault(user, Map.of()).keySet());
        return held;
    }

    private static List<Socket> oldest(Set<Socket> held, int count) {
        return held.stream()
                .sorted(Comparator.comparingLong(Socket::number))
                .limit(count)
                .toList();
    }

    /** Ends leases. A socket that is gone and still reported after a lease counts again. */
    void sweep(long now) {
        nodes.values().removeIf(report -> now - report.at() >= leaseMillis);
        Stream.of(acquired, gone).forEach(map -> removeIf(map, (user, socket, since) -> now - since >= leaseMillis));
    }

    /** How many sockets are reported. */
    int reported() {
        return nodes.values().stream().mapToInt(NodeSockets::count).sum();
    }

    /** How many sockets a node reports. */
    int reportedBy(String node) {
        NodeSockets report = nodes.get(node);
        return report == null ? 0 : report.count();
    }

    /** How many nodes report sockets. */
    int reports() {
        return nodes.size();
    }

    /** How many sockets are kept beside the reports. */
    int pending() {
        List<Map<Socket, Long>> all = new ArrayList<>(acquired.values());
        all.addAll(gone.values());
        return all.stream().mapToInt(Map::size).sum();
    }

    private interface SocketPredicate {
        boolean test(UserId user, Socket socket, long since);
    }

    private static void put(Map<UserId, Map<Socket, Long>> map, UserId user, Socket socket, long now) {
        map.computeIfAbsent(user, first -> new HashMap<>()).put(socket, now);
    }

    private static void removeIf(Map<UserId, Map<Socket, Long>> map, SocketPredicate condition) {
        map.forEach((user, sockets) ->
                sockets.entrySet().removeIf(entry -> condition.test(user, entry.getKey(), entry.getValue())));
        map.values().removeIf(Map::isEmpty);
    }
}
