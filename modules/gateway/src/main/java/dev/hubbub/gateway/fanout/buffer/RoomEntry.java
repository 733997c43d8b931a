// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.ServerFrame;
import io.vertx.core.json.JsonObject;

/**
 * An entry on its way to sockets: what the feed must know of it, and the frame.
 *
 * @param leaver who is no member from this entry on, or null
 */
public record RoomEntry(RoomId room, long seq, boolean changesMembers, UserId leaver, ServerFrame frame) {
    /** An entry as it crossed the bus; fields that we do not know are passed on. */
    public static RoomEntry of(JsonObject json) {
        return of(Json.read(json, Entry.class), json);
    }

    /** An entry as it was read from the store. */
    public static RoomEntry of(Entry entry) {
        return of(entry, Json.write(entry));
    }

    private static RoomEntry of(Entry entry, JsonObject json) {
        boolean ends = entry.event() == Entry.Kind.LEFT || entry.event() == Entry.Kind.REMOVED;
        return new RoomEntry(
                entry.room(),
                entry.seq(),
                entry.event().changesMembers(),
                ends ? entry.user() : null,
                ServerFrame.message(Feeds.of(entry.room()), json));
    }

    /** About how much memory it takes, in characters. */
    int length() {
        return frame.json().length();
    }

    /** The same entry for another event loop. */
    public RoomEntry copy() {
        return new RoomEntry(room, seq, changesMembers, leaver, frame.copy());
    }
}
