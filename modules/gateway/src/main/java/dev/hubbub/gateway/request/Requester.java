// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.value.Caller;
import org.jspecify.annotations.Nullable;

/** Who makes requests: a session, or the sender of one HTTP request. */
public interface Requester {
    /** The user, or null before the login. */
    @Nullable
    Caller caller();

    /** Whether no answer reaches it any more. */
    boolean isClosed();

    /** Whether the caller's credential is for requests to this address. A token is for all. */
    default boolean covers(String address) {
        return true;
    }

    /** The order in which requests go on. */
    OrderedFutures order();
}
