// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.Users.Update;
import dev.hubbub.contract.users.Users.Updated;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import io.vertx.core.Future;

/** Stores how users are shown, as the host app's server says. */
public final class ProfileService {
    private final UserRecordClient users;

    public ProfileService(UserRecordClient users) {
        this.users = users;
    }

    public Future<Updated> update(Caller caller, Update body) {
        if (!caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server may say how users are shown");
        }
        return users.put(UserRecords.put(body.user(), body.profile())).map(stored -> new Updated(body.user()));
    }
}
