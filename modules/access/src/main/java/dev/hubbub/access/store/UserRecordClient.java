// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.messages.MessageLog;
import io.vertx.core.Future;

/** Reads and updates the records of users. Fails only with a {@link dev.hubbub.contract.error.HubException}. */
public interface UserRecordClient {
    /** Returns the records of at most 1,000 users. */
    Future<MessageLog.UserRecords> getUsers(MessageLog.GetUsers users);

    /** Completes when the update is stored. A stored time never moves back. */
    Future<MessageLog.UserUpdated> updateUser(MessageLog.UpdateUser update);
}
