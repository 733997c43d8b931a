// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

import dev.hubbub.contract.limits.Limits.HeldSockets;
import dev.hubbub.contract.limits.Limits.UpdateSockets;
import dev.hubbub.contract.value.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sockets of the users of one shard on one gateway node, as it reported them. Times are counts of milliseconds. */
final class NodeSockets {
    private final String node;
    private final Map<UserId, List<Long>> users = new HashMap<>();
    private long version;
    private int count;
    private long at;

    /** @param version of the sockets, as the node counts; 0: it does not */
    NodeSockets(String node, long version, List<HeldSockets> sockets, long at) {
        this.node = node;
        this.version = version;
        this.at = at;
        sockets.forEach(this::replace);
    }

    private void replace(HeldSockets held) {
        List<Long> before =
                held.sockets().isEmpty() ? users.remove(held.user()) : users.put(held.user(), held.sockets());
        count += held.sockets().size() - (before == null ? 0 : before.size());
    }

    void apply(UpdateSockets update, long now) {
        update.sockets().forEach(this::replace);
        version = update.version();
        at = now;
    }

    String node() {
        return node;
    }

    long version() {
        return version;
    }

    /** When the node last gave a sign of life. */
    long at() {
        return at;
    }

    /** How many sockets of all users. */
    int count() {
        return count;
    }

    List<Long> of(UserId user) {
        return users.getOrDefault(user, List.of());
    }

    boolean has(UserId user, UserSocketTable.Socket socket) {
        return of(user).contains(socket.number());
    }
}
