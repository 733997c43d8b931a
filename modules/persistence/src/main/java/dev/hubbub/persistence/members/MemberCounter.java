// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.members;

import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.MemberCounts;
import dev.hubbub.persistence.store.MemberStore;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many members a room has: counted by the store, then kept up to date by what this writer changes. Counted again from time
 * to time, since another writer may change members without an entry.
 */
final class MemberCounter {
    static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RoomId room;
    private final MemberStore members;
    private final LongSupplier nanos;
    private @Nullable MemberCounts counts;
    private @Nullable Future<MemberCounts> counting;
    private long countedAt;
    private boolean movedMeanwhile;

    MemberCounter(RoomId room, MemberStore members, LongSupplier nanos) {
        this.room = room;
        this.members = members;
        this.nanos = nanos;
    }

    Future<MemberCounts> counts() {
        MemberCounts known = counts;
        if (known != null && nanos.getAsLong() - countedAt < MAX_AGE_NANOS) {
            return Future.succeededFuture(known);
        }
        Future<MemberCounts> running = counting;
        if (running == null || running.isComplete()) {
            running = count();
            counting = running;
        }
        return running;
    }

    private Future<MemberCounts> count() {
        counts = null;
        movedMeanwhile = false;
        long began = nanos.getAsLong();
        return members.count(room).onSuccess(counted -> {
            if (!movedMeanwhile) { // else it is not known whether the count includes it
                counts = counted;
                countedAt = began;
            }
        });
    }

    /** A document has another role. */
    void moved(@Nullable Role before, @Nullable Role after) {
        movedMeanwhile = true;
        if (counts != null) {
            counts = counts.plus(before, -1).plus(after, 1);
        }
    }

    /** Another writer may have changed members. */
    void forget() {
        movedMeanwhile = true;
        counts = null;
    }
}
