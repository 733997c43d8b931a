// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.ReactedEntry;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.messages.MessageLookup.Versions;
import dev.hubbub.contract.messages.Messages.Page;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests of clients for messages by something else than their order in the room. Messages are shown as they are now. For
 * those who may read the room; all else is FORBIDDEN, as of history.
 */
public final class MessagePages {
    /** The entries before and after a message or a time. */
    public static final Rpc<Around, Page> AROUND =
            Service.ACCESS.rpc("api.messages.around", Around.class, Page.class).idempotent();

    /** A thread: its first message, and its replies. */
    public static final Rpc<OfThread, ThreadPage> THREAD = Service.ACCESS
            .rpc("api.messages.thread", OfThread.class, ThreadPage.class)
            .idempotent();

    /** The pinned messages of a room, the newest message first. */
    public static final Rpc<Pins, Page> PINS =
            Service.ACCESS.rpc("api.messages.pins", Pins.class, Page.class).idempotent();

    /** Who reacted to a message, with one emoji. */
    public static final Rpc<Reactions, Reactors> REACTIONS = Service.ACCESS
            .rpc("api.messages.reactions", Reactions.class, Reactors.class)
            .idempotent();

    /** The texts that a message had, for those who may delete the messages of others; none where it is deleted. */
    public static final Rpc<Edits, Versions> EDITS = Service.ACCESS
            .rpc("api.messages.edits", Edits.class, Versions.class)
            .idempotent();

    /**
     * Half of the page is before the message or time, half from it on; where one side has fewer, the other has more.
     *
     * @param seq of an entry; absent: {@code at} is given
     * @param at a time; absent: {@code seq} is given
     * @param limit 1 to {@value Messages#MAX_PAGE}, absent 50; a larger one counts as {@value Messages#MAX_PAGE}
     */
    public record Around(RoomId room, @Nullable Long seq, @Nullable Instant at, @Defaulted Integer limit)
            implements RoomScoped {
        public Around {
            Check.present("room", room);
            if ((seq == null) == (at == null)) {
                throw new IllegalArgumentException("seq: both or none of seq and at (expected: one of them)");
            }
            if (seq != null) {
                Check.range("seq", seq, 1, Long.MAX_VALUE - 1);
            }
            limit = pageLimit(limit);
        }
    }

    /**
     * @param seq of the first message of the thread
     * @param after only replies with a larger seq, the oldest first; absent: the newest
     * @param limit as of {@link Around}
     */
    public record OfThread(RoomId room, long seq, @Nullable Long after, @Defaulted Integer limit)
            implements RoomScoped {
        public OfThread {
            MessageChanges.checkMessage(room, seq);
            if (after != null) {
                Check.range("after", after, 0, Long.MAX_VALUE - 1);
            }
            limit = pageLimit(limit);
        }
    }

    /**
     * @param first the message that the thread began with
     * @param messages its replies, in seq order, with gaps: other entries of the room lie between
     * @param count how many replies the thread has
     * @param read the seq up to which the caller has read the thread; 0: nothing
     * @param unread how many replies of others follow that; 100 stands for 100 or more
     */
    public record ThreadPage(Entry first, List<Entry> messages, long count, long read, int unread) {
        public ThreadPage {
            Check.present("first", first);
            messages = messages == null ? List.of() : List.copyOf(messages);
        }
    }

    /**
     * @param before only messages with a smaller seq; absent: from the newest
     * @param limit as of {@link Around}
     */
    public record Pins(RoomId room, @Nullable Long before, @Defaulted Integer limit) implements RoomScoped {
        public Pins {
            Check.present("room", room);
            if (before != null) {
                Check.range("before", before, 1, Long.MAX_VALUE);
            }
            limit = pageLimit(limit);
        }
    }

    /**
     * @param seq of the message
     * @param emoji as it was sent
     * @param after the {@code next} of the page before; absent: the first
     */
    public record Reactions(RoomId room, long seq, String emoji, @Nullable String after) implements RoomScoped {
        public Reactions {
            MessageChanges.checkMessage(room, seq);
            ReactedEntry.checkEmoji(emoji);
            if (after != null) {
                Check.printable("after", after, 255);
            }
        }
    }

    /**
     * @param users who reacted so, in no order that means anything
     * @param next the {@code after} of the next page; absent: there is none
     */
    public record Reactors(List<UserId> users, @Nullable String next) {
        public Reactors {
            users = users == null ? List.of() : List.copyOf(users);
        }
    }

    /** @param seq of the message */
    public record Edits(RoomId room, long seq) implements RoomScoped {
        public Edits {
            MessageChanges.checkMessage(room, seq);
        }
    }

    private static Integer pageLimit(@Nullable Integer asked) {
        Integer limit = asked == null ? Integer.valueOf(50) : asked;
        Check.range("limit", limit, 1, Integer.MAX_VALUE);
        return Math.min(limit, Messages.MAX_PAGE);
    }

    private MessagePages() {}
}
