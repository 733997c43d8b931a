// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.signals;

import dev.hubbub.access.content.JsonData;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.limits.Limits.TakeTokens;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.signals.Signals.Emit;
import dev.hubbub.contract.signals.Signals.Emitted;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a room, a user or all users what the host app's server says. What goes to all is limited for the whole hub: while
 * nothing counts for all nodes it is refused.
 */
public final class BroadcastService {
    /** Its own bucket of tokens, beside those of users: server keys may not have this name. */
    private static final UserId ALL = new UserId("server.*");

    private static final String LIMIT = "broadcasts";
    private static final int PER_MINUTE = 60;
    private static final int BURST = 2;

    private final RoomQueues queues;
    private final SignalAccess access;
    private final Outlet outlet;

    /** Where it asks and tells. */
    public interface Outlet {
        /** Takes tokens of a limit over all nodes. */
        Future<TokensTaken> take(TakeTokens tokens);

        /** Tells the followers of a room. */
        void tell(Hints.ToRooms hint);

        /** Tells the connections of a user. */
        void tell(Hints.ToUsers hint);

        /** Tells all connections. */
        void tell(Hints.ToAll hint);

        /** Over the bus. */
        record OverBus(Bus bus) implements Outlet {
            @Override
            public Future<TokensTaken> take(TakeTokens tokens) {
                return bus.call(Limits.TAKE_TOKENS, tokens);
            }

            @Override
            public void tell(Hints.ToRooms hint) {
                bus.publish(Hints.TO_ROOMS, hint);
            }

            @Override
            public void tell(Hints.ToUsers hint) {
                bus.publish(Hints.TO_USERS, hint);
            }

            @Override
            public void tell(Hints.ToAll hint) {
                bus.publish(Hints.TO_ALL, hint);
            }
        }
    }

    /** @param queues those of {@link SignalService}, so that a room is told in order */
    public BroadcastService(RoomQueues queues, SignalAccess access, Outlet outlet) {
        this.queues = queues;
        this.access = access;
        this.outlet = outlet;
    }

    public Future<Emitted> emit(Caller caller, Emit emit) {
        if (!caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server may emit");
        }
        JsonData.check(emit.data(), Signals.MAX_BYTES);
        Hints.Body hint = Hints.Body.of(Signals.HINT, new Signals.Told(caller.user(), emit.name(), emit.data(), null));
        Hints.Except except = emit.except().isEmpty() ? null : Hints.Except.users(emit.except());
        return tell(caller, emit.to(), hint, except).map(told -> new Emitted(emit.name()));
    }

    private Future<?> tell(Caller caller, Signals.Target to, Hints.Body hint, Hints.@Nullable Except except) {
        RoomId room = to.room();
        UserId user = to.user();
        if (room != null) {
            return queues.inTurn(room, () -> access.require(caller, room)
                    .onSuccess(allowed -> outlet.tell(new Hints.ToRooms(List.of(room), hint, except))));
        }
        if (user != null) {
            outlet.tell(new Hints.ToUsers(List.of(user), hint, except));
            return Future.succeededFuture();
        }
        return requireToken().onSuccess(allowed -> outlet.tell(new Hints.ToAll(hint, except)));
    }

    private Future<Void> requireToken() {
        return outlet.take(new TakeTokens(ALL, LIMIT, 1, PER_MINUTE, BURST))
                .compose(taken -> taken.tokens() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(HubException.tooMany(
                                LIMIT + ": more than " + PER_MINUTE + " to all in a minute or " + BURST + " at once",
                                Duration.ofMillis(taken.retryAfterMillis()))));
    }
}
