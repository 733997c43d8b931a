// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.held;

import dev.hubbub.access.held.HeldStore.Found;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the messages that a stage holds, and answers their senders. */
public final class MessageHolds {
    private static final String NO_REASON = "a moderator looks at the message first";

    private final HeldStore store;
    private final RoomQueues queues;

    /** @param queues the order of what happens to the held messages of each room; not those of other requests */
    public MessageHolds(HeldStore store, RoomQueues queues) {
        this.store = store;
        this.queues = queues;
    }

    /**
     * Keeps a message, once however often it is sent.
     *
     * @param entry the message as it would be stored
     * @param reason of the stage; absent (null): it gave none
     * @return fails with HELD while the message waits; later it is what the moderator decided
     */
    public Future<Sent> keep(Entry entry, @Nullable String reason) {
        RoomId room = entry.room();
        HeldMessage message = message(entry, reason, store.now());
        return queues.inTurn(room, () -> store.find(room, message.id())
                .compose(found ->
                        found.map(known -> answer(room, message, known)).orElseGet(() -> add(room, message))));
    }

    private static HeldMessage message(Entry entry, @Nullable String reason, Instant now) {
        ClientId clientId = Objects.requireNonNull(entry.clientId());
        Profile profile = Profile.EMPTY.equals(entry.profile()) ? null : entry.profile();
        return new HeldMessage(
                Held.id(entry.room(), entry.sender(), clientId),
                entry.sender(),
                clientId,
                entry.fields(),
                profile,
                reason,
                now,
                now.plus(HeldStore.KEPT));
    }

    private Future<Sent> add(RoomId room, HeldMessage message) {
        Held held = new Held(message, null, message.expiresAt());
        if (Json.encode(held).getBytes(StandardCharsets.UTF_8).length > Records.MAX_BYTES) {
            return refused("the message is too long to wait for a moderator");
        }
        return store.add(room, message).compose(MessageHolds::waits);
    }

    private static Future<Sent> waits(HeldMessage message) {
        String reason = message.reason() == null ? NO_REASON : message.reason();
        return Future.failedFuture(new HubException(ErrorCode.HELD, reason + "; id " + message.id()));
    }

    private static Future<Sent> answer(RoomId room, HeldMessage again, Found found) {
        HeldMessage message = found.held().message();
        if (message != null) {
            return Json.encode(message.content()).equals(Json.encode(again.content()))
                    ? waits(message)
                    : Future.failedFuture(
                            new HubException(ErrorCode.CONFLICT, "clientId was used for a message that is held"));
        }
        Held.Decision decision = Objects.requireNonNull(found.held().decision());
        return decision.seq() == null
                ? refused(decision.reason() == null ? "a moderator has dropped the message" : decision.reason())
                : Future.succeededFuture(new Sent(room, decision.seq(), decision.at()));
    }

    private static Future<Sent> refused(String why) {
        return Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, why));
    }
}
