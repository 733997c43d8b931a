// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.Caller;
import dev.hubbub.contract.UserId;

/** Told of every socket that gets its user, and of every such socket that goes. */
public interface Audience {
    /** A socket has its user. */
    void arrived(Caller caller);

    /** A socket of this user is gone. */
    void left(UserId user);
}
