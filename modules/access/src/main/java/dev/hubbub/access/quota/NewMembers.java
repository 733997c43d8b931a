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
    /**
     * Fails if one of the users, the caller itself perhaps, may not become a member.
     *
     * @return those whom the caller cannot add, and invites instead
     */
    public Future<List<UserId>> admit(Caller caller, List<UserId> users) {
        return quota.requireOneMore(caller, users).compose(allowed -> adding.invited(caller, users));
    }
}
