// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.status;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.StatusRequests.Choose;
import dev.hubbub.contract.presence.StatusRequests.Chosen;
import dev.hubbub.contract.users.UserRecords.ChosenStatus;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import io.vertx.core.Future;

/** Stores what a user chose to be shown as, and tells the node that shows it. */
public final class StatusService {
    private final RemoteServices services;

    public StatusService(RemoteServices services) {
        this.services = services;
    }

    /** Fails as a whole when the choice is stored and not shown yet, so that the user chooses again. */
    public Future<Chosen> choose(Caller caller, Choose body) {
        UserId user = caller.user();
        if (user.isServerKey()) {
            throw new HubException(ErrorCode.FORBIDDEN, "the host app's server is never online");
        }
        return services.storeStatus(user, new ChosenStatus(body.status(), body.text()))
                .compose(stored -> services.refresh(user))
                .map(shown -> new Chosen(body.status(), body.text()));
    }
}
