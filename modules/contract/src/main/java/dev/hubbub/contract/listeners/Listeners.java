// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.listeners;

import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;

/**
 * Listeners of the operator: verticles, or processes over the TCP bridge. A listener is sent the stored entries of all rooms,
 * those of a room in seq order, each until it answers: at least once, then.
 */
public final class Listeners {
    /** Before the name of a listener the address at which it is sent entries. */
    public static final String ADDRESS = "evt.message.stored.";

    /** How many entries one replay sends at most. */
    public static final int MAX_REPLAY = 100;

    /**
     * Sends a listener entries of a room once more. The gateway refuses a server key that may not serve the address of the
     * listener. UNAVAILABLE when the first entry is not answered; NOT_FOUND when there is no such room.
     */
    public static final Rpc<Replay, Replayed> REPLAY = Service.LISTENERS
            .rpc("api.server.replay", Replay.class, Replayed.class)
            .idempotent();

    private static final int MAX_NAME = 64;

    /** The address of a listener. */
    public static String address(String listener) {
        return ADDRESS + listener;
    }

    /** Checks the name of a listener. */
    public static void checkName(String field, String name) {
        Check.id(field, name, MAX_NAME, "-_");
    }

    /**
     * @param listener its name, which need not be in the settings
     * @param after only entries after this seq; absent: from the first
     * @param limit how many, 1 to {@value #MAX_REPLAY}; absent: {@value #MAX_REPLAY}
     */
    public record Replay(RoomId room, String listener, @Defaulted Long after, @Defaulted Integer limit)
            implements RoomScoped {
        public Replay {
            Check.present("room", room);
            checkName("listener", listener);
            after = after == null ? Long.valueOf(0) : after;
            Check.range("after", after, 0, Long.MAX_VALUE - MAX_REPLAY);
            limit = limit == null ? Integer.valueOf(MAX_REPLAY) : limit;
            Check.range("limit", limit, 1, MAX_REPLAY);
        }
    }

    /**
     * @param seq of the last entry that was answered; as in the question, where there is none after that
     * @param more whether there may be entries after it: ask again from there
     */
    public record Replayed(RoomId room, long seq, boolean more) {}

    private Listeners() {}
}
