// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.Log;
import io.vertx.core.Future;

/** What access asks of those who keep users. Fails with a {@link dev.hubbub.contract.HubException} only. */
interface UserLog {
    /** What is kept of at most 1,000 users. */
    Future<Log.People> recall(Log.Recall users);

    /** Completes once it is stored; a time never moves back. */
    Future<Log.Remembered> remember(Log.Remember what);
}
