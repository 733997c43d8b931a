// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.messages.MessageLog;
import io.vertx.core.Future;

/** What access asks of those who keep users. Fails with a {@link dev.hubbub.contract.error.HubException} only. */
public interface UserRecordClient {
    /** What is kept of at most 1,000 users. */
    Future<MessageLog.UserRecords> getUsers(MessageLog.GetUsers users);

    /** Completes once it is stored; a time never moves back. */
    Future<MessageLog.UserUpdated> updateUser(MessageLog.UpdateUser update);
}
