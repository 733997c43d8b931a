// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.activity;

import dev.hubbub.contract.presence.Presence.Typing;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * In which rooms the users of sockets on this node type, by the name of the socket, so that the typing that came over a
 * socket ends with it.
 * Safe for use by several threads; what concerns one socket comes from one thread.
 */
public final class TypingSockets {
    static final int MAX_ROOMS = 32;

    /** Typing that is older has ended by itself. */
    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final LongSupplier nanos;
    private final BiConsumer<Caller, Typing> typing;
    private final Map<String, Map<RoomId, Hint>> sockets = new ConcurrentHashMap<>();

    private record Hint(Caller caller, long at) {}

    /** @param typing tells that a user stopped typing */
    public TypingSockets(LongSupplier nanos, BiConsumer<Caller, Typing> typing) {
        this.nanos = nanos;
        this.typing = typing;
    }

    /** A hint that came over an open socket, that of the caller, was accepted. */
    public void typed(Caller caller, Typing hint) {
        String name = Check.present("socket", caller.socket());
        sockets.compute(name, (same, known) -> {
            Map<RoomId, Hint> rooms = known == null ? new LinkedHashMap<>() : known;
            rooms.remove(hint.room());
            rooms.values().removeIf(this::isOld);
            if (hint.typing() && rooms.size() < MAX_ROOMS) {
                rooms.put(hint.room(), new Hint(caller, nanos.getAsLong()));
            }
            return rooms.isEmpty() ? null : rooms;
        });
    }

    private boolean isOld(Hint hint) {
        return nanos.getAsLong() - hint.at() >= RECENT_NANOS;
    }

    /** A hint came over a socket that is closed meanwhile. */
    public void typedTooLate(Caller caller, Typing hint) {
        if (hint.typing()) {
            typing.accept(caller, new Typing(hint.room(), false));
        }
    }

    /** The socket is closed: its user types no more over it. */
    public void closed(String socket) {
        Map<RoomId, Hint> rooms = sockets.remove(socket);
        if (rooms != null) {
            rooms.values().removeIf(this::isOld);
            rooms.forEach((room, hint) -> typing.accept(hint.caller(), new Typing(room, false)));
        }
    }

    /** Over how many sockets users typed. */
    public int size() {
        return sockets.size();
    }
}
