// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks up a room for many users with one request. Each room has one lookup in flight; users who arrive meanwhile share
 * the next one. The queue of the room limits how many wait.
 */
final class BatchedRoomLookup {
    static final int MAX_BATCH = 100;

    private final MessageLogClient log;
    private final Map<RoomId, Map<UserId, Promise<MessageLog.Room>>> waiting = new HashMap<>();
    private int waitingUsers;

    BatchedRoomLookup(MessageLogClient log) {
        this.log = log;
    }

    /** How many users wait for the next lookup of their room. Any thread may call it. */
    int waiting() {
        return waitingUsers;
    }

    /** Returns the current state of the room with the memberships of this user and perhaps others. */
    Future<MessageLog.Room> lookUp(RoomId room, UserId user) {
        Map<UserId, Promise<MessageLog.Room>> next = waiting.get(room);
        if (next != null) {
            return next.computeIfAbsent(user, this::addWaiting).future();
        }
        waiting.put(room, new LinkedHashMap<>());
        return log.describe(new MessageLog.Describe(room, List.of(user))).onComplete(answered -> sendNextBatch(room));
    }

    private Promise<MessageLog.Room> addWaiting(UserId user) {
        waitingUsers++;
        return Promise.promise();
    }

    private void sendNextBatch(RoomId room) {
        Map<UserId, Promise<MessageLog.Room>> next = waiting.get(room);
        if (next == null || next.isEmpty()) {
            waiting.remove(room);
            return;
        }
        List<UserId> batch = new ArrayList<>();
        List<Promise<MessageLog.Room>> promises = new ArrayList<>();
        for (Iterator<Map.Entry<UserId, Promise<MessageLog.Room>>> entries =
                        next.entrySet().iterator();
                entries.hasNext() && batch.size() < MAX_BATCH; ) {
            Map.Entry<UserId, Promise<MessageLog.Room>> entry = entries.next();
            batch.add(entry.getKey());
            promises.add(entry.getValue());
            entries.remove();
        }
        waitingUsers -= batch.size();
        log.describe(new MessageLog.Describe(room, batch))
                .onComplete(answered -> sendNextBatch(room))
                .onSuccess(found -> promises.forEach(promise -> promise.complete(found)))
                .onFailure(cause -> promises.forEach(promise -> promise.fail(cause)));
    }
}
