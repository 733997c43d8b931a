// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Behind;
import dev.hubbub.contract.messages.MessageLog.Compare;
import dev.hubbub.persistence.log.EntryStore;
import io.vertx.core.Future;

/**
 * Finds the rooms whose log goes beyond a known seq. Asks the store, not the writers, because any node may have
 * written. Refuses requests above a limit; gateways repeat theirs soon.
 */
public final class HeadCheck {
    static final int MAX_CONCURRENT = 8;

    private final EntryStore entryStore;
    private int inFlight;

    public HeadCheck(EntryStore entryStore) {
        this.entryStore = entryStore;
    }

    public Future<Behind> check(Compare request) {
        if (inFlight >= MAX_CONCURRENT) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too many comparisons at a time"));
        }
        inFlight++;
        return entryStore.behind(request.rooms()).map(Behind::new).onComplete(either -> inFlight--);
    }
}
