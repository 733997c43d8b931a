// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.content.ContentKinds;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry.Content;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests of clients about messages. */
public final class Messages {
    /** The largest number of entries on a page of history. */
    public static final int MAX_PAGE = 100;

    /** The longest time that a request for history waits. */
    public static final int MAX_WAIT_SECONDS = 25;

    /** How many bytes the data of a message may have as JSON in UTF-8; TOO_LARGE beyond. */
    public static final int MAX_DATA_BYTES = 16_384;

    /** The kind of hint that tells the sockets of a user that a message mentions it; its fields are {@link Mentioned}. */
    public static final String MENTION_HINT = "mention";

    /** Stores a message. The reply means: stored and numbered. The same clientId again gets the same reply. */
    public static final Rpc<Send, Sent> SEND = Service.ACCESS
            .rpc("api.messages.send", Send.class, Sent.class)
            .limitedBy(RateLimit.MESSAGES)
            .idempotent();

    /** A page of a room's entries. The gateway waits for what is new; {@code access} answers at once. */
    public static final Rpc<History, Page> HISTORY = Service.ACCESS
            .rpc("api.messages.history", History.class, Page.class)
            .idempotent();

    /**
     * @param clientId chosen by the sender, unique among the sender's messages in this room
     * @param kind of the content: {@code text}, also where it is absent, {@code image}, {@code document}, {@code voice},
     *     {@code code}, {@code location}, {@code x.NAME}, and for the server of the host app {@code system}
     * @param text not blank; absent where the kind needs none
     * @param data at most {@value #MAX_DATA_BYTES} bytes as JSON; the other fields as in {@link Content}
     */
    public record Send(
            RoomId room,
            ClientId clientId,
            @Nullable String kind,
            @Nullable String text,
            @Nullable Map<String, Object> data,
            @Nullable Long replyTo,
            @Nullable Long thread,
            @Nullable Boolean alsoInRoom,
            @Nullable List<UserId> mentions,
            @Nullable List<Role> mentionRoles,
            @Nullable Boolean mentionRoom)
            implements RoomScoped {
        public Send {
            Check.present("room", room);
            Check.present("clientId", clientId);
            new Content(kind, text, data, replyTo, thread, alsoInRoom, mentions, mentionRoles, mentionRoom);
        }

        /** A text. */
        public Send(RoomId room, ClientId clientId, String text) {
            this(room, clientId, null, text, null, null, null, null, null, null, null);
        }

        /** The same message with another text; absent (null): without one. */
        public Send withText(@Nullable String other) {
            return new Send(
                    room,
                    clientId,
                    kind,
                    other,
                    data,
                    replyTo,
                    thread,
                    alsoInRoom,
                    mentions,
                    mentionRoles,
                    mentionRoom);
        }

        /** What is stored of it: what is absent is the same as what it stands for. */
        public Content content() {
            return new Content(
                    ContentKinds.isText(kind) ? null : kind,
                    text,
                    data,
                    replyTo,
                    thread,
                    orAbsent(alsoInRoom),
                    mentions,
                    mentionRoles,
                    orAbsent(mentionRoom));
        }

        private static @Nullable Boolean orAbsent(@Nullable Boolean value) {
            return Boolean.TRUE.equals(value) ? value : null;
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
     * @param waitSeconds {@code wait} in JSON: how long to wait for something after {@code after} where there is nothing, 0
     *     to {@value #MAX_WAIT_SECONDS}; absent: 0
     */
    public record History(
            RoomId room,
            @Nullable Long before,
            @Nullable Long after,
            @Defaulted Integer limit,
            @Defaulted @JsonProperty("wait") Integer waitSeconds)
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
            waitSeconds = waitSeconds == null ? Integer.valueOf(0) : waitSeconds;
            Check.range("wait", waitSeconds, 0, MAX_WAIT_SECONDS);
            if (waitSeconds > 0) {
                Check.present("after, which wait needs", after);
            }
        }

        /** A page as it is now. */
        public History(RoomId room, @Nullable Long before, @Nullable Long after, Integer limit) {
            this(room, before, after, limit, 0);
        }
    }

    /** @param messages entries of every kind, in seq order without a gap */
    public record Page(List<Entry> messages) {
        public Page {
            messages = messages == null ? List.of() : List.copyOf(messages);
        }
    }

    /**
     * A message mentions the user.
     *
     * @param seq of the message
     * @param sender who mentioned the user
     */
    public record Mentioned(RoomId room, long seq, UserId sender) {
        public Mentioned {
            Check.present("room", room);
            Check.present("sender", sender);
        }
    }

    private Messages() {}
}
