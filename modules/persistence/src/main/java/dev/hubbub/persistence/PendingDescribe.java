// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Describe;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A question about a room, answered after everything that was asked to be appended before it. */
final class PendingDescribe implements Work {
    private final Describe request;
    private final long askedAfter;
    private final Promise<MessageLog.Room> reply = Promise.promise();

    /** @param askedAfter the number of the last look at the store that had begun by then */
    PendingDescribe(Describe request, long askedAfter) {
        this.request = request;
        this.askedAfter = askedAfter;
    }

    Describe request() {
        return request;
    }

    long askedAfter() {
        return askedAfter;
    }

    Future<MessageLog.Room> reply() {
        return reply.future();
    }

    void answer(MessageLog.Room room) {
        reply.complete(room);
    }

    @Override
    public boolean proceed(RoomWriter room, Batch batch) {
        return room.describe(this);
    }

    @Override
    public void fail(HubException cause) {
        reply.fail(cause);
    }
}
