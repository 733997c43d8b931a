// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a member of a slow room waits between two messages. Owners and moderators do not wait. Known on the node that
 * has the shard of the room only: another one that takes it over begins anew.
 */
final class SlowMode {
    private static final int MAX_MEMBERS = 100_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final LongSupplier nanoClock;
    private final Cache<Sender, Newest> newest = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MAX_MEMBERS)
            .expireAfterWrite(LONGEST)
            .build();

    private record Sender(RoomId room, UserId user) {}

    private record Newest(ClientId message, long at) {}

    SlowMode(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** About how many members it remembers. */
    long size() {
        return newest.estimatedSize();
    }

    /** Fails with TOO_MANY if the member has sent another message less than so many seconds ago; else counts this one. */
    Future<Void> take(Send send, Member member, int seconds) {
        if (member.role().equals(Role.OWNER) || member.role().equals(Role.MODERATOR)) {
            return Future.succeededFuture();
        }
        Sender sender = new Sender(send.room(), member.user());
        long now = nanoClock.getAsLong();
        Newest before = newest.getIfPresent(sender);
        if (before != null && before.message().equals(send.clientId())) {
            return Future.succeededFuture(); // sent again
        }
        long wait = before == null ? 0 : before.at() + TimeUnit.SECONDS.toNanos(seconds) - now;
        if (wait > 0) {
            return Future.failedFuture(
                    HubException.tooMany("slow: one message in " + seconds + " seconds", Duration.ofNanos(wait)));
        }
        newest.put(sender, new Newest(send.clientId(), now));
        return Future.succeededFuture();
    }
}
