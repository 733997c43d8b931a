// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.reads;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of many rooms at a time, for other verticles. Each request names at most {@value #MAX_ROOMS} rooms,
 * and reads the store, whichever node writes the rooms. No request carries a caller: authorization comes before.
 */
public final class Conversations {
    /** How many rooms one request names. */
    public static final int MAX_ROOMS = 500;

    /** How many characters of the last message a row has. */
    public static final int MAX_TEXT = 256;

    /** The newest entries of rooms, without their content: for the order of a list. */
    public static final Rpc<HeadsOf, Heads> HEADS =
            new Rpc<>("svc.persistence.heads", HeadsOf.class, Heads.class).idempotent();

    /** How far a user has read in rooms, and how many messages follow. */
    public static final Rpc<UnreadOf, Counts> UNREAD =
            new Rpc<>("svc.persistence.unread", UnreadOf.class, Counts.class).idempotent();

    /** What a list shows of some rooms of a user. */
    public static final Rpc<RowsOf, Rows> ROWS =
            new Rpc<>("svc.persistence.conversations", RowsOf.class, Rows.class).idempotent();

    /** The rooms to look up. */
    public record HeadsOf(List<RoomId> rooms) {
        public HeadsOf {
            rooms = some(rooms);
        }
    }

    /** Those of the rooms that exist, in the order asked. */
    public record Heads(List<Head> rooms) {
        public Heads {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
        }
    }

    /**
     * The newest entry of a room.
     *
     * @param messages how many messages the room has
     * @param lastMessage the seq of the newest message; 0: none
     * @param at when the newest entry was stored
     */
    public record Head(RoomId room, long seq, long messages, long lastMessage, Instant at) {
        public Head {
            Check.present("room", room);
            Check.present("at", at);
        }
    }

    /** @param rooms each room once */
    public record UnreadOf(UserId user, List<From> rooms) {
        public UnreadOf {
            Check.present("user", user);
            rooms = some(rooms);
        }
    }

    /**
     * @param seq up to which the user has read at least, whatever is stored: for example the entry that made it a member; 0:
     *     not known
     */
    public record From(RoomId room, long seq) {
        public From {
            Check.present("room", room);
            Check.range("seq", seq, 0, Long.MAX_VALUE);
        }
    }

    /** Those of the rooms that exist, in the order asked. */
    public record Counts(List<Count> rooms) {
        public Counts {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
        }
    }

    /**
     * @param seq up to which the user has read: what was asked for, or more where more is stored
     * @param stored the seq of the stored cursor; 0: none
     * @param messages how many messages the room has up to {@code seq}
     * @param head the newest seq of the room
     * @param unread how many messages of others follow {@code seq}
     */
    public record Count(RoomId room, long seq, long stored, long messages, long head, long unread) {
        public Count {
            Check.present("room", room);
        }
    }

    /** @param rooms each room once */
    public record RowsOf(UserId user, List<RoomId> rooms) {
        public RowsOf {
            Check.present("user", user);
            rooms = some(rooms);
        }
    }

    /** Those of the rooms of which the user is a member, in the order asked. */
    public record Rows(List<Row> rooms) {
        public Rows {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
        }
    }

    /**
     * A room of a user. It may lag behind the room itself, which decides.
     *
     * @param details absent: not stored beside the log yet, ask the room
     * @param members how many members the room has
     * @param role of the user
     * @param seq the newest seq of the room
     * @param at when the newest entry was stored
     * @param read up to which the user has read; sending counts as reading, whether it is stored as the cursor or not yet
     * @param unread how many messages of others follow that
     * @param last the newest message; absent: there is none
     */
    public record Row(
            RoomId room,
            @Nullable RoomDetails details,
            int members,
            Role role,
            long seq,
            Instant at,
            long read,
            long unread,
            @Nullable Last last) {
        public Row {
            Check.present("room", room);
            Check.present("role", role);
            Check.present("at", at);
        }
    }

    /**
     * @param text its first {@value #MAX_TEXT} characters, as it is now; absent: it has no text
     * @param deleted true: it is deleted; absent: it is not
     * @param profile of the sender; absent: not known, or not asked for
     */
    public record Last(
            long seq,
            UserId sender,
            @Nullable String text,
            Instant at,
            @Nullable Boolean deleted,
            @Nullable Profile profile) {
        public Last {
            Check.present("sender", sender);
            Check.present("at", at);
        }

        /** A message without the profile of its sender. */
        public Last(long seq, UserId sender, @Nullable String text, Instant at, @Nullable Boolean deleted) {
            this(seq, sender, text, at, deleted, null);
        }

        /** A message that is not deleted, without the profile of its sender. */
        public Last(long seq, UserId sender, @Nullable String text, Instant at) {
            this(seq, sender, text, at, null);
        }

        /** The same with the profile of its sender. */
        public Last shownAs(@Nullable Profile shown) {
            return new Last(seq, sender, text, at, deleted, shown);
        }
    }

    private static <T> List<T> some(List<T> rooms) {
        List<T> copy = rooms == null ? List.of() : List.copyOf(rooms);
        Check.range("rooms", copy.size(), 0, MAX_ROOMS);
        return copy;
    }

    private Conversations() {}
}
