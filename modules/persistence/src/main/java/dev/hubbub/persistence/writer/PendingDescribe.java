// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Describe;
import dev.hubbub.persistence.room.CachedRoom;
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

    Future<MessageLog.Room> reply() {
        return reply.future();
    }

    @Override
    public boolean run(RoomWriter writer, Batch batch) {
        return writer.refuseIfLate(this, arrivedAt) || answer(writer);
    }

    /** The answer must include all entries stored before the request, by any writer: no append fences its use. */
    private boolean answer(RoomWriter writer) {
        CachedRoom room = writer.room();
        if (writer.isWriting()) {
            return false;
        }
        if (!room.isConfirmedAfter(roundTripBefore)) {
            room.markBehind();
            return false;
        }
        if (!room.exists()) {
            HubException failure = new HubException(ErrorCode.NOT_FOUND, "no such room");
            writer.missing().readNewest().onComplete(read -> fail(failure));
            return true;
        }
        if (writer.isEphemeral() && writer.lacksWindow()) {
            return false;
        }
        boolean isLoaded = room.isLoadedAfter(roundTripBefore);
        room.describe(request.users(), writer.window())
                .compose(found -> isLoaded
                        ? Future.succeededFuture(found)
                        : writer.missing().hide(found, request.users()))
                .onSuccess(reply::complete)
                .onFailure(cause -> writer.failApart(this, cause));
        return true;
    }

    @Override
    public void fail(HubException cause) {
        reply.fail(cause);
    }
}
