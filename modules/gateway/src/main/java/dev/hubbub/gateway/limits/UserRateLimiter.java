// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.time.Duration;

/** Whether users may do one thing more, on one event loop. The host app's own server always may. */
public final class UserRateLimiter {
    private static final int MAX_FETCHERS = 40_000;

    /** Tokens that were fetched and not used are lost with it. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ClusterRateLimiter cluster;
    private final Cache<Key, TokenFetcher> fetchers;

    /** A bucket of tokens. */
    private record Key(LimitScope scope, RateLimit limit) {}

    /** Must be used on one event loop. */
    public UserRateLimiter(ClusterRateLimiter cluster) {
        this.cluster = cluster;
        this.fetchers = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(cluster.nanos()::getAsLong)
                .expireAfterAccess(IDLE)
                .maximumSize(MAX_FETCHERS)
                .build();
    }

    /**
     * Completes, often at once, when the caller may. Fails with TOO_MANY, and when to come back. Outcomes of one user
     * and limit come in the order of the calls.
     *
     * @param tokens how many things it is
     */
    public Future<Void> take(Caller caller, RateLimit limit, int tokens) {
        return take(caller, new Key(LimitScope.of(caller.user()), limit), tokens);
    }

    /** The same for one thing in a room, by a limit that counts each room by itself. */
    public Future<Void> takeInRoom(Caller caller, RateLimit limit, RoomId room) {
        return take(caller, new Key(new LimitScope(caller.user(), room), limit), 1);
    }

    private Future<Void> take(Caller caller, Key key, int tokens) {
        if (cluster.rate(key.limit()).unlimited() || caller.may(Grant.SERVER)) {
            return Future.succeededFuture();
        }
        return fetchers.get(key, this::open).take(tokens);
    }

    /** How many limits of users are kept. */
    public long size() {
        fetchers.cleanUp();
        return fetchers.estimatedSize();
    }

    private TokenFetcher open(Key key) {
        return new TokenFetcher(
                key.limit(),
                cluster.rate(key.limit()),
                cluster.ahead(key.limit()),
                tokens -> cluster.take(key.scope(), key.limit(), tokens),
                cluster.nanos());
    }
}
