// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

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
 * Looks at a room for many users in one question: one is under way for each room, and those who come meanwhile share
 * the next one. How many wait is bounded by the turns of the room.
 */
final class Gathering {
    static final int MOST_USERS = 100;

    private final RoomLog log;
    private final Map<RoomId, Map<UserId, Promise<MessageLog.Room>>> waiting = new HashMap<>();
    private int users;

    Gathering(RoomLog log) {
        this.log = log;
    }

    /** How many users wait for the next question about their room; from any thread. */
    int waiting() {
        return users;
    }

    /** The room as it is now, with the membership of this user among others. */
    Future<MessageLog.Room> look(RoomId room, UserId user) {
        Map<UserId, Promise<MessageLog.Room>> next = waiting.get(room);
        if (next != null) {
            return next.computeIfAbsent(user, this::join).future();
        }
        waiting.put(room, new LinkedHashMap<>());
        return log.describe(new MessageLog.Describe(room, List.of(user))).onComplete(answered -> askForMore(room));
    }

    private Promise<MessageLog.Room> join(UserId user) {
        users++;
        return Promise.promise();
    }

    private void askForMore(RoomId room) {
        Map<UserId, Promise<MessageLog.Room>> next = waiting.get(room);
        if (next.isEmpty()) {
            waiting.remove(room);
            return;
        }
        List<UserId> asked = new ArrayList<>();
        List<Promise<MessageLog.Room>> answers = new ArrayList<>();
        for (Iterator<Map.Entry<UserId, Promise<MessageLog.Room>>> each =
                        next.entrySet().iterator();
                each.hasNext() && asked.size() < MOST_USERS; ) {
            Map.Entry<UserId, Promise<MessageLog.Room>> one = each.next();
            asked.add(one.getKey());
            answers.add(one.getValue());
            each.remove();
        }
        users -= asked.size();
        log.describe(new MessageLog.Describe(room, asked))
                .onComplete(answered -> askForMore(room))
                .onSuccess(seen -> answers.forEach(answer -> answer.complete(seen)))
                .onFailure(cause -> answers.forEach(answer -> answer.fail(cause)));
    }
}
