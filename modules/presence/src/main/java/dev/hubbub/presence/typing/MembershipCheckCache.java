// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.typing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.rooms.Access.SubscriptionAllowed;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/**
 * Caches for {@value #MILLIS} ms which callers may follow which rooms. A refusal is not cached. Calls that come while a
 * check is running share its answer, and so keep their order.
 */
public final class MembershipCheckCache {
    static final int MILLIS = 900;

    private static final int MAX_MEMBERS = 20_000;

    private final RemoteServices services;
    private final Cache<RoomUser, Future<SubscriptionAllowed>> answers;

    private record RoomUser(RoomId room, UserId user) {}

    public MembershipCheckCache(RemoteServices services, Clock clock) {
        this.services = services;
        this.answers = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(MILLIS, TimeUnit.MILLISECONDS)
                .maximumSize(MAX_MEMBERS)
                .build();
    }

    /** About how many answers are cached. */
    public long size() {
        return answers.estimatedSize();
    }

    Future<SubscriptionAllowed> check(Caller caller, RoomId room) {
        RoomUser key = new RoomUser(room, caller.user());
        Future<SubscriptionAllowed> known = answers.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Future<SubscriptionAllowed> asked = services.authorizeSubscription(caller, room);
        answers.put(key, asked);
        return asked.onFailure(refused -> answers.asMap().remove(key, asked));
    }
}
