// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Behind;
import dev.hubbub.contract.messages.MessageLog.Compare;
import dev.hubbub.persistence.log.EntryStore;
import io.vertx.core.Future;

/**
 * Tells which rooms have entries beyond those that somebody knows. Asks the log itself, past the writers of the rooms:
 * what any of them stored is there. So many at a time; whoever is turned away compares again soon in any case.
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
