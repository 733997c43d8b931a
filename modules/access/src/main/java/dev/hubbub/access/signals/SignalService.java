// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.signals;

import dev.hubbub.access.content.JsonData;
import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.signals.Signals.InRoom;
import dev.hubbub.contract.signals.Signals.Page;
import dev.hubbub.contract.signals.Signals.Signal;
import dev.hubbub.contract.signals.Signals.Signalled;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the followers of rooms what callers signal, in the order in which the signals of a room came. They have a queue
 * of their own, so that no message waits while a kept value is stored.
 */
public final class SignalService {
    private final RoomQueues queues;
    private final SignalAccess access;
    private final KeptSignals kept;
    private final Reader reader;
    private final Consumer<Hints.ToRooms> followers;

    /** How rooms are read. */
    public record Reader(RoomLookup lookup, ReadAccess access) {}

    /**
     * @param queues for signals alone
     * @param followers tells the followers of rooms
     */
    public SignalService(
            RoomQueues queues,
            SignalAccess access,
            KeptSignals kept,
            Reader reader,
            Consumer<Hints.ToRooms> followers) {
        this.queues = queues;
        this.access = access;
        this.kept = kept;
        this.reader = reader;
        this.followers = followers;
    }

    public Future<Signalled> signal(Caller caller, Signal signal) {
        JsonData.check(signal.data(), Signals.MAX_BYTES);
        return queues.inTurn(signal.room(), () -> access.require(caller, signal.room())
                .compose(allowed -> keep(caller, signal))
                .map(version -> tell(caller, signal, version)));
    }

    /** Completes with the version of the kept value; absent (null): the signal is not to be kept. */
    private Future<@Nullable Long> keep(Caller caller, Signal signal) {
        return signal.keep() ? kept.keep(caller.user(), signal) : Future.succeededFuture();
    }

    private Signalled tell(Caller caller, Signal signal, @Nullable Long version) {
        Signals.Told told = new Signals.Told(caller.user(), signal.name(), signal.data(), version);
        Hints.Body hint = Hints.Body.of(Signals.HINT, told);
        followers.accept(new Hints.ToRooms(List.of(signal.room()), hint, except(caller, signal.except())));
        return new Signalled(signal.room(), version);
    }

    private static Hints.@Nullable Except except(Caller caller, Signals.Spared spared) {
        return switch (spared) {
            case SOCKET -> caller.socket() == null ? null : new Hints.Except(Set.of(), caller.socket());
            case USER -> Hints.Except.user(caller.user());
            case NONE -> null;
        };
    }

    /** The values that a room keeps, with those of all signals that were asked for before. */
    public Future<Page> kept(Caller caller, InRoom query) {
        return queues.inTurn(query.room(), () -> reader.lookup()
                .lookUp(caller, query.room(), List.of(caller.user()))
                .map(room -> reader.access().require(caller, room))
                .compose(allowed -> kept.page(query.room(), query.after())));
    }
}
