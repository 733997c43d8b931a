// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;

/** Gives the sockets of users their place, and is told of every such socket that comes and goes. */
public interface Audience {
    /**
     * A place for one more socket of this user, counting those on every node: its number on this node, to be given back
     * by {@link #left}. Fails with TOO_MANY.
     */
    Future<Long> enter(Caller caller);

    /** The socket of a place has its user. */
    void arrived(Caller caller, long socket);

    /** A socket of this user is gone, or did not come. */
    void left(UserId user, long socket);
}
