// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

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
 * In how many rooms users are. A user enters so many at most; others fill at most half of them, so that nobody is kept
 * out of rooms by being put into them. The host app's server is not held to it. What is under way at the same time is
 * not counted, and who cannot be counted soon is let in: a room must not wait for that.
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

    /** Fails with FORBIDDEN when the caller may not let all of the users, or itself, into one more room. */
    public Future<Void> requireOneMore(Caller caller, List<UserId> users) {
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
