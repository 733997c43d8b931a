// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.listeners.Listeners;
import dev.hubbub.contract.listeners.Listeners.Replay;
import dev.hubbub.contract.listeners.Listeners.Replayed;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends a listener the entries of a room once more, as many as are answered in time. */
final class ReplayService {
    /** How long a replay may take: less than a caller waits. */
    static final long MAX_MILLIS = 4_000;

    private static final int MAX_REPLAYS = 16;

    private final RoomLog log;
    private final EntrySender sender;
    private final long maxMillis;
    private int replays;

    ReplayService(RoomLog log, EntrySender sender, long maxMillis) {
        this.log = log;
        this.sender = sender;
        this.maxMillis = maxMillis;
    }

    Future<Replayed> replay(Caller caller, Replay request) {
        if (!caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server may replay rooms");
        }
        if (replays >= MAX_REPLAYS) {
            throw new HubException(ErrorCode.TOO_MANY, "too many replays at a time, try again");
        }
        replays++;
        return log.after(request.room(), request.after(), request.limit())
                .compose(entries -> entries.isEmpty() ? nothing(request) : deliver(request, entries))
                .onComplete(either -> replays--);
    }

    /** How many are under way. */
    int size() {
        return replays;
    }

    private Future<Replayed> nothing(Replay request) {
        Replayed atTheEnd = new Replayed(request.room(), request.after(), false);
        return request.after() == 0
                ? Future.failedFuture(new HubException(ErrorCode.NOT_FOUND, "no room " + request.room()))
                : log.after(request.room(), 0, 1).map(first -> {
                    if (first.isEmpty()) {
                        throw new HubException(ErrorCode.NOT_FOUND, "no room " + request.room());
                    }
                    return atTheEnd;
                });
    }

    private Future<Replayed> deliver(Replay request, List<Entry> entries) {
        long start = System.nanoTime();
        Delivery delivery = new Delivery(
                request.after(),
                entries,
                entry -> send(Listeners.address(request.listener()), entry, maxMillis - millisSince(start)),
                () -> millisSince(start) >= maxMillis);
        return delivery.run().map(ended -> {
            if (delivery.heard() == request.after() && ended.cause() != null) {
                throw ended.cause();
            }
            return new Replayed(request.room(), delivery.heard(), true);
        });
    }

    private Future<Void> send(String address, Entry entry, long millis) {
        return sender.send(address, entry).timeout(Math.max(1, millis), TimeUnit.MILLISECONDS);
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
