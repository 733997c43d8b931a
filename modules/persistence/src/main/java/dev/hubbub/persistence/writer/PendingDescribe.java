// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Describe;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A request for the state of a room, answered after all earlier appends. */
final class PendingDescribe implements RoomTask {
    private final Describe request;
    private final long roundTripBefore;
    private final long arrivedAt;
    private final Promise<MessageLog.Room> reply = Promise.promise();

    /**
     * @param roundTripBefore the number of the last round trip to the store that began before the request
     * @param arrivedAt in nanoseconds
     */
    PendingDescribe(Describe request, long roundTripBefore, long arrivedAt) {
        this.request = request;
        this.roundTripBefore = roundTripBefore;
        this.arrivedAt = arrivedAt;
    }

    Describe request() {
        return request;
    }

    long roundTripBefore() {
        return roundTripBefore;
    }

    long arrivedAt() {
        return arrivedAt;
    }

    Future<MessageLog.Room> reply() {
        return reply.future();
    }

    void complete(MessageLog.Room room) {
        reply.complete(room);
    }

    @Override
    public boolean run(RoomWriter writer, Batch batch) {
        return writer.refuseIfLate(this) || writer.describe(this);
    }

    @Override
    public void fail(HubException cause) {
        reply.fail(cause);
    }
}
