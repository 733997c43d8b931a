// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;

/** Counts the sockets of users, and is told of every such socket that opens and closes. */
public interface SocketRegistry {
    /**
     * Reserves one more socket for this user, counting those on every node.
     *
     * @return the number of the socket on this node, to be given back by {@link #released}; fails with TOO_MANY
     */
    Future<Long> acquire(Caller caller);

    /** The name of a socket of this node, which no socket of another node has. */
    String name(long socket);

    /** A reserved socket is open and has its user. */
    void connected(Caller caller, long socket);

    /** A socket of this user is closed, or was never opened. */
    void released(UserId user, long socket);
}
