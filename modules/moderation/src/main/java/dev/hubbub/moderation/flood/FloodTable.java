// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.flood;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.moderation.FloodGuard;
import dev.hubbub.contract.moderation.FloodGuard.Count;
import dev.hubbub.contract.moderation.FloodGuard.Counted;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts the messages of each user in each room, in the shards of this node. What is longer ago than any limit is forgotten. */
public final class FloodTable {
    static final int MAX_SENDERS = 10_000;

    private final LongSupplier millis;
    private final Cache<Key, SenderHistory> histories;

    private record Key(RoomId room, UserId sender) {}

    /** @param millis a count of milliseconds that never goes back */
    public FloodTable(LongSupplier millis) {
        this.millis = millis;
        this.histories = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(millis.getAsLong()))
                .expireAfterAccess(Duration.ofSeconds(FloodGuard.MAX_SECONDS))
                .maximumSize(MAX_SENDERS)
                .build();
    }

    public Future<Counted> count(Count message) {
        SenderHistory history = histories.get(new Key(message.room(), message.sender()), key -> new SenderHistory());
        return Future.succeededFuture(history.count(message, millis.getAsLong()));
    }

    /** How many users in rooms it remembers. */
    public long senders() {
        histories.cleanUp();
        return histories.estimatedSize();
    }
}
