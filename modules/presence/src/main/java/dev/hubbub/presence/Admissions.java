// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.rooms.Access.SubscriptionAllowed;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/**
 * Whether callers may follow rooms, asked at most every {@value #SECONDS} s for those who may. A refusal is not kept.
 * Those who ask while the question is under way share its answer, and so keep their order.
 */
final class Admissions {
    static final int SECONDS = 2;

    private static final int MAX_SEATS = 20_000;

    private final Neighbours neighbours;
    private final Cache<Seat, Future<SubscriptionAllowed>> answers;

    private record Seat(RoomId room, UserId user) {}

    Admissions(Neighbours neighbours, Time time) {
        this.neighbours = neighbours;
        this.answers = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(time.millis()))
                .expireAfterWrite(SECONDS, TimeUnit.SECONDS)
                .maximumSize(MAX_SEATS)
                .build();
    }

    /** About how many answers are kept. */
    long size() {
        return answers.estimatedSize();
    }

    Future<SubscriptionAllowed> admit(Caller caller, RoomId room) {
        Seat seat = new Seat(room, caller.user());
        Future<SubscriptionAllowed> known = answers.getIfPresent(seat);
        if (known != null) {
            return known;
        }
        Future<SubscriptionAllowed> asked = neighbours.admit(caller, room);
        answers.put(seat, asked);
        return asked.onFailure(refused -> answers.asMap().remove(seat, asked));
    }
}
