// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.query;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;

/** Refuses callers that are not the host app's server. */
final class ServerOnly {
    static void require(Caller caller, String action) {
        if (!caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server may " + action);
        }
    }

    private ServerOnly() {}
}
