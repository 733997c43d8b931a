// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.moderation;

import dev.hubbub.access.changes.ChangeService;
import dev.hubbub.access.held.Held.Decision;
import dev.hubbub.access.held.HeldEvents;
import dev.hubbub.access.held.HeldStore;
import dev.hubbub.access.held.HeldStore.Found;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.messages.MessageService;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.moderation.HeldMessages.Drop;
import dev.hubbub.contract.moderation.HeldMessages.Dropped;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.moderation.HeldMessages.ListOf;
import dev.hubbub.contract.moderation.HeldMessages.Page;
import dev.hubbub.contract.moderation.HeldMessages.Release;
import dev.hubbub.contract.moderation.HeldMessages.Released;
import dev.hubbub.contract.moderation.HeldMessages.Result;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Serves the requests about held messages and edits: a moderator lists, releases and drops those of others. */
public final class HeldMessageService {
    private final Rooms rooms;
    private final HeldStore store;
    private final Writers writers;
    private final HeldEvents events;
    private final InstantSource clock = InstantSource.system();

    /**
     * What the service works with.
     *
     * @param queues the order of the requests of each room
     * @param holds the order of what happens to the held messages of each room
     */
    public record Rooms(RoomPolicies policies, RoomLookup lookup, RoomQueues queues, RoomQueues holds) {}

    /**
     * Who stores what is released.
     *
     * @param messages so that their senders have read no further by it
     */
    public record Writers(MessageService messages, ChangeService changes) {}

    /** @param events tells users what became of their messages */
    public HeldMessageService(Rooms rooms, HeldStore store, Writers writers, HeldEvents events) {
        this.rooms = rooms;
        this.store = store;
        this.writers = writers;
        this.events = events;
    }

    public Future<Page> held(Caller caller, ListOf body) {
        return require(caller, body.room()).compose(allowed -> store.page(body.room(), body.after(), body.limit()));
    }

    public Future<Released> release(Caller caller, Release body) {
        return decided(caller, body.room(), body.id(), (found, message) -> store(body.room(), message)
                        .recover(cause -> Future.failedFuture(refusal(cause, message)))
                        .compose(stored -> decide(body.room(), found, stored)))
                .compose(decision -> decision.seq() == null
                        ? Future.failedFuture(new HubException(ErrorCode.CONFLICT, "the message is dropped"))
                        : Future.succeededFuture(new Released(body.room(), body.id(), decision.seq(), decision.at())));
    }

    private Future<Decision> store(RoomId room, HeldMessage message) {
        Profile profile = message.profile() == null ? Profile.EMPTY : message.profile();
        Caller sender = new Caller(message.sender(), profile, Set.of());
        return message.target() == null
                ? writers.messages().release(sender, message.in(room)).map(sent -> released(sent.seq(), sent.at()))
                : writers.changes()
                        .release(sender, room, message)
                        .map(changed -> released(changed.seq(), changed.at()));
    }

    private Decision released(@Nullable Long seq, @Nullable Instant at) {
        return new Decision(Result.RELEASED, seq, at == null ? clock.instant() : at, null);
    }

    private static Throwable refusal(Throwable cause, HeldMessage message) {
        boolean isRefused = HubException.is(cause, ErrorCode.FORBIDDEN) || HubException.is(cause, ErrorCode.NOT_FOUND);
        if (!isRefused) {
            return cause;
        }
        String verb = message.target() == null ? "send" : "edit";
        return new HubException(ErrorCode.CONFLICT, "the sender may not " + verb + " the message any more");
    }

    public Future<Dropped> drop(Caller caller, Drop body) {
        return decided(
                        caller,
                        body.room(),
                        body.id(),
                        (found, message) -> decide(
                                body.room(), found, new Decision(Result.DROPPED, null, clock.instant(), body.reason())))
                .compose(decision -> decision.seq() != null
                        ? Future.failedFuture(
                                new HubException(ErrorCode.CONFLICT, "the message is stored as seq " + decision.seq()))
                        : Future.succeededFuture(new Dropped(body.room(), body.id())));
    }

    /** Fails if the caller may not review the held messages of the room. */
    private Future<?> require(Caller caller, RoomId room) {
        return rooms.queues()
                .read(room, () -> rooms.lookup().lookUp(caller, room, List.of(caller.user())))
                .map(found -> {
                    rooms.policies()
                            .of(found.kind())
                            .may(Right.REVIEW, RoomLookup.actor(found, caller), found.details())
                            .require();
                    return found;
                });
    }

    /** What became of a message: what was decided before, or what this decides. */
    private Future<Decision> decided(
            Caller caller, RoomId room, String id, BiFunction<Found, HeldMessage, Future<Decision>> decide) {
        return require(caller, room).compose(allowed -> rooms.holds()
                .inTurn(room, () -> store.find(room, id).compose(found -> {
                    Found known = found.orElseThrow(
                            () -> new HubException(ErrorCode.NOT_FOUND, "no such message waits in this room"));
                    HeldMessage message = known.held().message();
                    if (message == null) {
                        return Future.succeededFuture(
                                Objects.requireNonNull(known.held().decision()));
                    }
                    if (message.sender().equals(caller.user())) {
                        throw new HubException(ErrorCode.FORBIDDEN, "others review your messages");
                    }
                    return decide.apply(known, message);
                })));
    }

    private Future<Decision> decide(RoomId room, Found found, Decision decision) {
        HeldMessage message = Objects.requireNonNull(found.held().message());
        return store.decide(room, found, decision).onSuccess(done -> events.decided(room, message, decision));
    }
}
