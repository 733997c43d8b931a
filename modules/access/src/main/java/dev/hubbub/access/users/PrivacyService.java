// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.Privacy;
import dev.hubbub.contract.users.Users.ChangePrivacy;
import dev.hubbub.contract.users.Users.PrivacySettings;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Stores what users let others see of them. Two devices of a user may change different settings at once. */
public final class PrivacyService {
    private static final int MAX_ATTEMPTS = 5;

    private final UserRecordClient users;

    public PrivacyService(UserRecordClient users) {
        this.users = users;
    }

    public Future<PrivacySettings> change(Caller caller, ChangePrivacy body) {
        if (caller.user().isServerKey()) {
            throw new HubException(ErrorCode.FORBIDDEN, "the host app's server is no user");
        }
        return change(caller.user(), body, 1).map(now -> new PrivacySettings(now.lastSeen(), now.receipts()));
    }

    private Future<Privacy> change(UserId user, ChangePrivacy body, int attempt) {
        return users.get(UserRecords.get(UserRecords.PRIVACY, List.of(user))).compose(found -> {
            Optional<StoredRecord> stored = found.records().stream().findFirst();
            Privacy before = stored.flatMap(UserRecords.PRIVACY::readIfValid).orElse(Privacy.DEFAULT);
            Privacy after = new Privacy(
                    body.lastSeen() == null ? before.lastSeen() : body.lastSeen(),
                    body.receipts() == null ? before.receipts() : body.receipts());
            long version = stored.map(StoredRecord::version).orElse(0L);
            return after.equals(before)
                    ? Future.succeededFuture(after)
                    : users.put(UserRecords.put(user, version, after))
                            .map(after)
                            .recover(cause -> HubException.is(cause, ErrorCode.CONFLICT) && attempt < MAX_ATTEMPTS
                                    ? change(user, body, attempt + 1)
                                    : Future.failedFuture(cause));
        });
    }
}
