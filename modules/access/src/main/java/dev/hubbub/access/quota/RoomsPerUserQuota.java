// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.quota;

import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Limits how many rooms a user is in. Other users may fill at most half of the quota, so that they cannot keep a user
 * out of all other rooms. The host app's server has no limit. Requests in flight are not counted. If the count takes
 * too long, the request is allowed: a room must not wait for it.
 */
public final class RoomsPerUserQuota {
    private static final int USERS_AT_A_TIME = 32;
    private static final long TIMEOUT_MILLIS = 1_000;

    private final int max;
    private final MessageLogClient log;

    /** @param max 0 for no limit */
    public RoomsPerUserQuota(int max, MessageLogClient log) {
        this.max = max;
        this.log = log;
    }

    /** Fails with FORBIDDEN if one more room is too many for one of the users, or for the caller itself. */
    Future<Void> requireOneMore(Caller caller, List<UserId> users) {
        return max == 0 || caller.may(Grant.SERVER)
                ? Future.succeededFuture()
                : FutureBatches.run(users, USERS_AT_A_TIME, user -> requireOneMore(caller, user))
                        .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                        .<Void>mapEmpty()
                        .recover(cause -> isRefusal(cause) ? Future.failedFuture(cause) : Future.succeededFuture());
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof HubException failure && failure.is(ErrorCode.FORBIDDEN);
    }

    private Future<Void> requireOneMore(Caller caller, UserId user) {
        boolean self = user.equals(caller.user());
        int allowed = self ? max : (max + 1) / 2;
        return log.roomsOf(new MessageLog.RoomsOf(user, 0))
                .compose(rooms -> rooms.total() < allowed ? Future.succeededFuture() : refuse(user, self));
    }

    private static Future<Void> refuse(UserId user, boolean self) {
        return Future.failedFuture(new HubException(
                ErrorCode.FORBIDDEN,
                self ? "you are in as many rooms as allowed" : user + " cannot be put into more rooms"));
    }
}
