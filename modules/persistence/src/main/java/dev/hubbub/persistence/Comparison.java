// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Behind;
import dev.hubbub.contract.messages.MessageLog.Compare;
import io.vertx.core.Future;

/**
 * Tells which rooms have entries beyond those that somebody knows. Asks the log itself, past the writers of the rooms:
 * what any of them stored is there. So many at a time; whoever is turned away compares again soon in any case.
 */
final class Comparison {
    static final int MAX_AT_A_TIME = 8;

    private final EntryStore log;
    private int underWay;

    Comparison(EntryStore log) {
        this.log = log;
    }

    Future<Behind> compare(Compare request) {
        if (underWay >= MAX_AT_A_TIME) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too many comparisons at a time"));
        }
        underWay++;
        return log.behind(request.rooms()).map(Behind::new).onComplete(either -> underWay--);
    }
}
