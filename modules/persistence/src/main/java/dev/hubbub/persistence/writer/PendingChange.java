// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Memberships.Change;
import dev.hubbub.contract.messages.Memberships.Changed;
import dev.hubbub.persistence.room.CachedRoom;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;

/** A user who joins or leaves by itself where members are kept beside the log, after all earlier appends to the room. */
final class PendingChange implements RoomTask {
    private final Change request;
    private final long arrivedAt;
    private final Promise<Changed> reply = Promise.promise();
    private boolean rechecked;

    /** @param arrivedAt in nanoseconds */
    PendingChange(Change request, long arrivedAt) {
        this.request = request;
        this.arrivedAt = arrivedAt;
    }

    Future<Changed> reply() {
        return reply.future();
    }

    /** Why the user cannot join or leave so. */
    private Optional<HubException> refusal(CachedRoom room) {
        if (!room.exists()) {
            return refused(ErrorCode.NOT_FOUND, "no such room");
        }
        if (!room.keepsMembersApart()) {
            return refused(
                    ErrorCode.BAD_REQUEST, "room: " + room.id() + " (expected: one that keeps members beside its log)");
        }
        boolean isStale = request.membership() > room.head().membership()
                || room.mayHaveChanged(List.of(request.user()), request.membership());
        return isStale ? refused(ErrorCode.STALE, "members changed, judge again") : Optional.empty();
    }

    private static Optional<HubException> refused(ErrorCode code, String text) {
        return Optional.of(new HubException(code, text));
    }

    /** Whether it was judged by a newer membership than the head's. True once: after one more read the log decides. */
    private boolean needsRecheck(long membership) {
        boolean first = !rechecked && request.membership() > membership;
        rechecked = rechecked || first;
        return first;
    }

    /**
     * It needs no number, and no confirmation that no other writer has stored an entry: such an entry about the user holds
     * whatever the user does.
     */
    @Override
    public boolean run(RoomWriter writer, Batch batch) {
        CachedRoom room = writer.room();
        if (writer.isWriting()) {
            return false;
        }
        if (room.exists() && needsRecheck(room.head().membership())) {
            room.markBehind();
            return false;
        }
        if (!writer.refuseIfLate(this, arrivedAt)) {
            refusal(room).ifPresentOrElse(this::fail, () -> room.change(request, batch.at())
                    .onSuccess(reply::complete)
                    .onFailure(cause -> writer.failApart(this, cause)));
        }
        return true;
    }

    @Override
    public void fail(HubException cause) {
        reply.fail(cause);
    }
}
