// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.ephemeral;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.messages.MessageLookup.At;
import dev.hubbub.contract.messages.MessageLookup.Found;
import dev.hubbub.contract.messages.MessageLookup.Get;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.read.HistoryReader;
import dev.hubbub.persistence.read.MessageReader;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the entries of rooms: from the log, or from the window of a room whose messages are not stored. The first entry of each
 * room, which made it, is in the log.
 */
public final class EphemeralReader {
    private final EphemeralRooms rooms;
    private final HistoryReader history;
    private final MessageReader messages;
    private final Function<RoomId, Future<?>> loader;

    /** @param loader loads a room, and opens its window if its messages are not stored */
    public EphemeralReader(
            EphemeralRooms rooms, HistoryReader history, MessageReader messages, Function<RoomId, Future<?>> loader) {
        this.rooms = rooms;
        this.history = history;
        this.messages = messages;
        this.loader = loader;
    }

    public Future<Slice> read(Read request) {
        Optional<EphemeralWindow> window = rooms.find(request.room());
        if (request.to() == 1 || (window.isEmpty() && request.from() < MessageLog.FIRST_EPHEMERAL)) {
            return history.read(request);
        }
        return window.isPresent()
                ? Future.succeededFuture(read(window.get(), request))
                : loader.apply(request.room())
                        .transform(loaded -> Future.succeededFuture(rooms.find(request.room())
                                .map(opened -> read(opened, request))
                                .orElseGet(() -> new Slice(List.of()))));
    }

    /** Messages by their numbers: those of a room whose messages are not stored are never changed. */
    public Future<Slice> get(Get request) {
        Optional<EphemeralWindow> window = rooms.find(request.room());
        return window.isPresent()
                ? Future.succeededFuture(
                        new Slice(history.fitting(window.get().get(Set.copyOf(request.seqs())), false)))
                : messages.get(request);
    }

    /** The first entry at a time or after it. */
    public Future<Found> at(At request) {
        return rooms.find(request.room())
                .map(window -> Future.succeededFuture(new Found(request.room(), window.at(request.at()))))
                .orElseGet(() -> messages.at(request));
    }

    private Slice read(EphemeralWindow window, Read request) {
        return window.read(request, history::fitting);
    }
}
