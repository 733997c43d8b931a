// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests of clients about messages. */
public final class Messages {
    /** The largest number of entries on a page of history. */
    public static final int MAX_PAGE = 100;

    private static final String TEXT = "text";

    /** Stores a message. The reply means: stored and numbered. The same clientId again gets the same reply. */
    public static final Rpc<Send, Sent> SEND = new Rpc<>("api.messages.send", Send.class, Sent.class)
            .limitedBy(RateLimit.MESSAGES)
            .idempotent();

    /** A page of a room's entries. */
    public static final Rpc<History, Page> HISTORY =
            new Rpc<>("api.messages.history", History.class, Page.class).idempotent();

    /**
     * @param clientId chosen by the sender, unique among the sender's messages in this room
     * @param kind of the content: {@value #TEXT}, also where it is absent; there is no other yet
     * @param text not blank
     */
    public record Send(RoomId room, ClientId clientId, @Nullable String kind, String text) implements RoomScoped {
        public Send {
            Check.present("room", room);
            Check.present("clientId", clientId);
            Check.oneOf("kind", kind == null ? TEXT : kind, List.of(TEXT));
            Check.text("text", text);
        }

        /** A text. */
        public Send(RoomId room, ClientId clientId, String text) {
            this(room, clientId, null, text);
        }
    }

    /** @param at when it was stored */
    public record Sent(RoomId room, long seq, Instant at) {}

    /**
     * The newest entries; or the newest before a seq; or the oldest after one. A page may hold fewer entries than
     * asked for when they are large; continue from its first or last seq.
     *
     * @param before only entries with a smaller seq
     * @param after only entries with a larger seq, starting with the oldest
     * @param limit 1 to {@value #MAX_PAGE}, absent 50; a larger one counts as {@value #MAX_PAGE}
     */
    public record History(RoomId room, @Nullable Long before, @Nullable Long after, @Defaulted Integer limit)
            implements RoomScoped {
        public History {
            Check.present("room", room);
            if (before != null) {
                Check.range("before", before, 1, Long.MAX_VALUE);
            }
            if (after != null) {
                Check.range("after", after, 0, Long.MAX_VALUE);
            }
            limit = limit == null ? Integer.valueOf(50) : limit;
            Check.range("limit", limit, 1, Integer.MAX_VALUE);
            limit = Math.min(limit, MAX_PAGE);
        }
    }

    /** @param messages entries of every kind, in seq order without a gap */
    public record Page(List<Entry> messages) {
        public Page {
            messages = messages == null ? List.of() : List.copyOf(messages);
        }
    }

    private Messages() {}
}
