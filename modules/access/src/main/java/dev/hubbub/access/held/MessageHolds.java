// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.held;

import dev.hubbub.access.held.Held.Decision;
import dev.hubbub.access.held.HeldStore.Found;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.moderation.HeldMessages.Result;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the messages and edits that a stage holds, and answers their senders. */
public final class MessageHolds {
    private static final String NO_REASON = "a moderator looks at the message first";

    private final HeldStore store;
    private final RoomQueues queues;
    private final HeldEvents events;

    /** @param queues the order of what happens to the held messages of each room; not those of other requests */
    public MessageHolds(HeldStore store, RoomQueues queues, HeldEvents events) {
        this.store = store;
        this.queues = queues;
        this.events = events;
    }

    /**
     * Keeps a message, once however often it is sent.
     *
     * @param entry the message as it would be stored
     * @param reason of the stage; absent (null): it gave none
     * @return how it was released; fails with HELD while it waits, with FORBIDDEN if it was dropped
     */
    public Future<Decision> keep(Entry entry, @Nullable String reason) {
        ClientId clientId = Objects.requireNonNull(entry.clientId());
        String id = Held.id(entry.room(), entry.sender(), clientId);
        return keep(entry, reason, new Names(id, clientId, null));
    }

    /**
     * Keeps an edit, once however often it is sent, in place of one of the same user and message that waits.
     *
     * @param edit the entry as it would be stored
     * @param base see {@link HeldMessage}
     * @return as of a message
     */
    public Future<Decision> keepEdit(Entry edit, long base, @Nullable String reason) {
        String id = Held.id(edit.room(), edit.sender(), base, Json.encode(edit.fields()));
        return keep(edit, reason, new Names(id, null, base));
    }

    /** By what a held message is known. */
    private record Names(String id, @Nullable ClientId clientId, @Nullable Long base) {}

    private Future<Decision> keep(Entry entry, @Nullable String reason, Names names) {
        RoomId room = entry.room();
        HeldMessage message = message(entry, reason, names);
        return queues.inTurn(room, () -> store.find(room, message.id())
                .compose(found -> found.map(known -> answer(message, known)).orElseGet(() -> add(room, message))));
    }

    private HeldMessage message(Entry entry, @Nullable String reason, Names names) {
        Instant now = store.now();
        Profile profile = Profile.EMPTY.equals(entry.profile()) ? null : entry.profile();
        return new HeldMessage(
                names.id(),
                entry.sender(),
                names.clientId(),
                names.base(),
                entry.fields(),
                profile,
                reason,
                now,
                now.plus(HeldStore.KEPT));
    }

    private Future<Decision> add(RoomId room, HeldMessage message) {
        Held held = new Held(message, null, message.expiresAt());
        if (Json.encode(held).getBytes(StandardCharsets.UTF_8).length > Records.MAX_BYTES) {
            return refused("the message is too long to wait for a moderator");
        }
        return store.add(room, message).onSuccess(added -> events.changed(room)).compose(MessageHolds::waits);
    }

    private static Future<Decision> waits(HeldMessage message) {
        String reason = message.reason() == null ? NO_REASON : message.reason();
        return Future.failedFuture(new HubException(ErrorCode.HELD, reason + "; id " + message.id()));
    }

    private static Future<Decision> answer(HeldMessage again, Found found) {
        HeldMessage message = found.held().message();
        if (message != null) {
            return Json.encode(message.content()).equals(Json.encode(again.content()))
                    ? waits(message)
                    : Future.failedFuture(
                            new HubException(ErrorCode.CONFLICT, "clientId was used for a message that is held"));
        }
        Decision decision = Objects.requireNonNull(found.held().decision());
        return decision.result() == Result.DROPPED
                ? refused(decision.reason() == null ? "a moderator has dropped the message" : decision.reason())
                : Future.succeededFuture(decision);
    }

    private static Future<Decision> refused(String why) {
        return Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, why));
    }

    /** Deletes the edits of a message that is deleted. */
    public Future<Void> forgetEdits(RoomId room, long seq) {
        return queues.inTurn(room, () -> store.removeEdits(room, seq)).map(removed -> {
            if (removed > 0) {
                events.changed(room);
            }
            return null;
        });
    }
}
