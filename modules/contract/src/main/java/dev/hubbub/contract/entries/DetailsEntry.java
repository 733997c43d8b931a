// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Check;

/** The kinds of entries that change what a room is. */
public final class DetailsEntry extends EntryKind<DetailsEntry.Content> {
    /** {@code sender} changed the room. */
    public static final DetailsEntry CHANGED = new DetailsEntry("changed");

    /** {@code sender} ended the room: no member reads what follows. */
    public static final DetailsEntry ENDED = new DetailsEntry("ended");

    /** @param details what the room is from now on, whole */
    public record Content(RoomDetails details) {
        public Content {
            Check.present("entry.details", details);
        }
    }

    private DetailsEntry(String event) {
        super(event, Content.class);
    }
}
