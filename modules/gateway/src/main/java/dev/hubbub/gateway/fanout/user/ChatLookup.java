// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks what users are in a room after a membership entry: its name, and their roles. One question about a room is under
 * way at a time, so that the last answer is the newest. Bounded: of what does not fit the users are told that they have
 * missed something.
 */
final class ChatLookup {
    /** How many users one question may name. */
    static final int MAX_USERS = 100;

    /** How many questions are under way at a time. */
    static final int MAX_ASKED = 16;

    private static final Logger LOG = LoggerFactory.getLogger(ChatLookup.class);

    private final Function<MessageLog.Describe, Future<MessageLog.Room>> store;
    private final Listener listener;
    private final int maxWaiting;
    private final Map<RoomId, Set<UserId>> waiting = new LinkedHashMap<>();
    private final Set<RoomId> asked = new HashSet<>();
    private int size;

    /** Is told the answers. */
    interface Listener {
        /** @param found the room with those of the users who are members; empty: there is no such room */
        void answered(RoomId room, List<UserId> users, Optional<MessageLog.Room> found);

        /** Nothing is known of what changed for these users. */
        void missed(Collection<UserId> users);
    }

    /** @param maxWaiting how many users may wait, each counted once a room */
    ChatLookup(Function<MessageLog.Describe, Future<MessageLog.Room>> store, Listener listener, int maxWaiting) {
        this.store = store;
        this.listener = listener;
        this.maxWaiting = maxWaiting;
    }

    /** How many users wait or are being asked about, each counted once a room. */
    int size() {
        return size;
    }

    /** Asks about this user of the room, as of now. */
    void ask(RoomId room, UserId user) {
        if (size >= maxWaiting) {
            listener.missed(List.of(user));
        } else if (waiting.computeIfAbsent(room, first -> new LinkedHashSet<>()).add(user)) {
            size++;
            askNext();
        }
    }

    private void askNext() {
        while (asked.size() < MAX_ASKED) {
            Optional<Map.Entry<RoomId, Set<UserId>>> next = waiting.entrySet().stream()
                    .filter(each -> !asked.contains(each.getKey()))
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            RoomId room = next.get().getKey();
            ask(room, take(room, next.get().getValue()));
        }
    }

    private void ask(RoomId room, List<UserId> users) {
        asked.add(room);
        store.apply(new MessageLog.Describe(room, users))
                .onSuccess(found -> listener.answered(room, users, Optional.of(found)))
                .onFailure(cause -> failed(room, users, cause))
                .onComplete(either -> {
                    asked.remove(room);
                    size -= users.size();
                    askNext();
                });
    }

    private List<UserId> take(RoomId room, Set<UserId> users) {
        List<UserId> taken = users.stream().limit(MAX_USERS).toList();
        taken.forEach(users::remove);
        if (users.isEmpty()) {
            waiting.remove(room);
        }
        return taken;
    }

    private void failed(RoomId room, List<UserId> users, Throwable cause) {
        if (cause instanceof HubException failure && failure.is(ErrorCode.NOT_FOUND)) {
            listener.answered(room, users, Optional.empty());
        } else {
            LOG.debug("{} users of room {} are told to ask: {}", users.size(), room, cause.getMessage());
            listener.missed(users);
        }
    }
}
