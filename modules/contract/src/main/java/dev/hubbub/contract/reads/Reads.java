// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.reads;

import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests of clients about how far they have read in a room, and how they keep it in their own list. */
public final class Reads {
    /** How many members one page of {@link #READS} looks at. */
    public static final int MAX_MEMBERS = 1_000;

    /** The caller has read a room up to an entry. The reply means: stored. A smaller seq changes nothing. */
    public static final Rpc<Read, Position> READ =
            Service.ACCESS.rpc("api.rooms.read", Read.class, Position.class).idempotent();

    /** How far the members of a room have read, for those who may read it. */
    public static final Rpc<ReadsOf, ReadList> READS =
            Service.ACCESS.rpc("api.rooms.reads", ReadsOf.class, ReadList.class).idempotent();

    /** Changes how the caller keeps a room in its own list. */
    public static final Rpc<Mark, Marked> MARK =
            Service.ACCESS.rpc("api.rooms.mark", Mark.class, Marked.class).idempotent();

    /**
     * How far a user has read a room, or a thread of it: the scope is the user's id, the key the room's or {@link #threadKey}, the
     * rank the seq.
     */
    public static final RecordKind<Cursor> CURSOR = new RecordKind<>("read", Cursor.class);

    /** How a user keeps a room in its list: the scope is the user's id, the key the room's. */
    public static final RecordKind<Flags> FLAGS = new RecordKind<>("room-flags", Flags.class);

    /**
     * The kind of hint that tells the followers of a room that a user has read it, and the user's own sockets what is unread
     * then; its fields are {@link UserRead} and {@link Position}.
     */
    public static final String READ_HINT = "read";

    /** The kind of hint that tells a user's own sockets how a room is kept; its fields are {@link Marked}. */
    public static final String MARKED_HINT = "marked";

    /**
     * @param seq of the last entry that the caller has read, 1 to the head of the room
     * @param thread the seq of the first message of a thread, where the caller has read that one; absent: the room
     */
    public record Read(RoomId room, Long seq, @Nullable Long thread) implements RoomScoped {
        public Read {
            Check.present("room", room);
            Check.present("seq", seq);
            Check.range("seq", seq, 1, Long.MAX_VALUE);
            if (thread != null) {
                Check.range("thread", thread, 1, Long.MAX_VALUE - 1);
            }
        }

        /** The caller has read the room. */
        public Read(RoomId room, Long seq) {
            this(room, seq, null);
        }
    }

    /** Names the record of how far a user has read a thread. */
    public static RecordKey threadKey(UserId user, RoomId room, long thread) {
        return CURSOR.key(user.value(), room.value() + '/' + thread);
    }

    /**
     * @param seq up to which the user has read: what was asked for, or more where the user had read more
     * @param unread how many messages of others follow it
     */
    public record Position(RoomId room, long seq, long unread) {}

    /**
     * @param seq only members who have read up to this entry or further; absent: all who have read
     * @param after only members with a larger id, in the order of ASCII; absent: from the first
     * @param limit how many members the page looks at, 1 to {@value #MAX_MEMBERS}; absent: {@value #MAX_MEMBERS}
     */
    public record ReadsOf(RoomId room, @Nullable Long seq, @Nullable UserId after, @Defaulted Integer limit)
            implements RoomScoped {
        public ReadsOf {
            Check.present("room", room);
            if (seq != null) {
                Check.range("seq", seq, 1, Long.MAX_VALUE);
            }
            limit = limit == null ? Integer.valueOf(MAX_MEMBERS) : limit;
            Check.range("limit", limit, 1, MAX_MEMBERS);
        }

        /** The first page of all who have read. */
        public ReadsOf(RoomId room) {
            this(room, null, null, MAX_MEMBERS);
        }
    }

    /**
     * @param reads the members who show what they have read, ordered by id
     * @param next the {@code after} of the next page; absent: this was the last
     */
    public record ReadList(List<UserRead> reads, @Nullable UserId next) {
        public ReadList {
            reads = reads == null ? List.of() : List.copyOf(reads);
        }
    }

    /**
     * @param seq up to which the user has read
     * @param at when the user did
     */
    public record UserRead(UserId user, long seq, Instant at) {}

    /** What is absent stays as it is. */
    public record Mark(
            RoomId room,
            @Nullable Boolean unread,
            @Nullable Boolean pinned,
            @Nullable Boolean muted,
            @Nullable Boolean archived)
            implements RoomScoped {
        public Mark {
            Check.present("room", room);
        }
    }

    /** How the caller keeps the room now. */
    public record Marked(RoomId room, boolean unread, boolean pinned, boolean muted, boolean archived) {}

    /**
     * The value of {@link #CURSOR}.
     *
     * @param messages how many messages the room has up to {@code seq}
     * @param at when the user read so far
     */
    public record Cursor(long seq, long messages, Instant at) {
        public Cursor {
            Check.range("seq", seq, 1, Long.MAX_VALUE);
            Check.range("messages", messages, 0, Long.MAX_VALUE);
            Check.present("at", at);
        }
    }

    /**
     * The value of {@link #FLAGS}; what is absent is false.
     *
     * @param unread marked as unread by the user; the next {@link #READ} takes it away
     */
    public record Flags(
            @Defaulted Boolean unread,
            @Defaulted Boolean pinned,
            @Defaulted Boolean muted,
            @Defaulted Boolean archived) {
        /** Of a room that was never marked. */
        public static final Flags NONE = new Flags(false, false, false, false);

        public Flags {
            unread = unread != null && unread;
            pinned = pinned != null && pinned;
            muted = muted != null && muted;
            archived = archived != null && archived;
        }

        /** These flags with the changes of a request. */
        public Flags with(Mark mark) {
            return new Flags(
                    mark.unread() == null ? unread : mark.unread(),
                    mark.pinned() == null ? pinned : mark.pinned(),
                    mark.muted() == null ? muted : mark.muted(),
                    mark.archived() == null ? archived : mark.archived());
        }

        /** As clients are told. */
        public Marked in(RoomId room) {
            return new Marked(room, unread, pinned, muted, archived);
        }
    }

    private Reads() {}
}
