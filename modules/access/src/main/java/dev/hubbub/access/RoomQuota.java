// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import dev.hubbub.contract.Log;
import dev.hubbub.contract.UserId;
import io.vertx.core.Future;
import java.util.List;

/**
 * A user is in so many rooms at most, and leaves at most as many within minutes: for so long they are kept. What is
 * under way at the same time is not counted.
 */
final class RoomQuota {
    private static final int USERS_AT_A_TIME = 32;

    private final int max;
    private final RoomLog log;

    /** @param max 0 for no limit */
    RoomQuota(int max, RoomLog log) {
        this.max = max;
        this.log = log;
    }

    /** Fails with FORBIDDEN when one of the users cannot be in one more room. */
    Future<Void> requireOneMore(List<UserId> users) {
        return max == 0
                ? Future.succeededFuture()
                : Batches.ask(users, USERS_AT_A_TIME, this::requireOneMore).mapEmpty();
    }

    private Future<Void> requireOneMore(UserId user) {
        return log.rooms(new Log.RoomsOf(user, 0)).compose(rooms -> {
            if (rooms.total() >= max) {
                return refuse(user + " is in as many rooms as allowed");
            }
            return rooms.left() >= max ? refuse(user + " has left too many rooms lately") : Future.succeededFuture();
        });
    }

    private static Future<Void> refuse(String text) {
        return Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, text));
    }
}
