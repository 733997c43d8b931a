// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.quota;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;

/**
 * What is asked before users become members of a room.
 *
 * @param quota in how many rooms each may be
 * @param adding whom the caller may put there
 */
public record NewMembers(RoomsPerUserQuota quota, AddingLimit adding) {
    /** Fails if one of the users, the caller itself perhaps, may not become a member. */
    public Future<Void> require(Caller caller, List<UserId> users) {
        return quota.requireOneMore(caller, users).compose(allowed -> adding.require(caller, users));
    }
}
