// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.entries.DetailsEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.RoomUpdates.End;
import dev.hubbub.contract.rooms.RoomUpdates.Ended;
import dev.hubbub.contract.rooms.RoomUpdates.Update;
import dev.hubbub.contract.rooms.RoomUpdates.Updated;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Changes what a room is, and ends rooms. An update is judged and stored as of the newest membership entry. */
public final class RoomUpdateService {
    private final RoomPolicies policies;
    private final MessageLogClient log;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final MembershipCache cache;

    public RoomUpdateService(
            RoomPolicies policies, MessageLogClient log, RoomLookup lookup, RoomQueues queues, MembershipCache cache) {
        this.policies = policies;
        this.log = log;
        this.lookup = lookup;
        this.queues = queues;
        this.cache = cache;
    }

    public Future<Updated> update(Caller caller, Update body) {
        return store(caller, body.room(), Right.UPDATE, DetailsEntry.CHANGED, body::applyTo)
                .map(seq -> new Updated(body.room(), seq));
    }

    public Future<Ended> end(Caller caller, End body) {
        return store(caller, body.room(), Right.END, DetailsEntry.ENDED, room -> room.with(RoomStatus.COMPLETED))
                .map(seq -> new Ended(body.room(), seq));
    }

    private Future<Long> store(
            Caller caller, RoomId room, Right right, DetailsEntry kind, UnaryOperator<RoomDetails> change) {
        AtomicReference<MessageLog.Room> judged = new AtomicReference<>();
        return queues.append(
                room,
                () -> lookup.lookUp(caller, room, List.of(caller.user())).map(found -> {
                    policies.of(found.kind())
                            .may(right, RoomLookup.actor(found, caller), found.details())
                            .require();
                    judged.set(found);
                    return found.membership();
                }),
                membership -> store(caller, Objects.requireNonNull(judged.get()), kind, change));
    }

    /** What is already so is not stored again. */
    private Future<Long> store(
            Caller caller, MessageLog.Room room, DetailsEntry kind, UnaryOperator<RoomDetails> change) {
        RoomDetails details = change.apply(room.details());
        DealStageRule.require(caller, room.details().meta(), details.meta());
        if (details.equals(room.details())) {
            return Future.succeededFuture(room.head());
        }
        return log.append(new MessageLog.Append(
                        kind.entry(room.room(), caller, new DetailsEntry.Content(details)), room.membership()))
                .onSuccess(stored -> cache.invalidate(room.room(), stored.seq()))
                .map(MessageLog.Appended::seq);
    }
}
