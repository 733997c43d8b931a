// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.lists;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.reads.Conversations.Last;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomLink;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rooms of a user with what a list of conversations shows of them. */
public final class RoomLists {
    /** How many rooms one page of the caller's rooms has. */
    public static final int MAX_LISTED = 1_000;

    private static final int LISTED = 50;
    private static final int MAX_AFTER = 8_192;

    /** The caller's own rooms. */
    public static final Rpc<Mine, RoomList> MINE = new Rpc<>("api.rooms.list", Mine.class, RoomList.class).idempotent();

    /** Rooms of a user as they stand in its list, for the gateway that tells the user what has changed. */
    public static final Rpc<RowsOf, Rows> ROWS = new Rpc<>("svc.access.rows", RowsOf.class, Rows.class).idempotent();

    /** How many rooms one question for rows names. */
    public static final int MAX_ROWS = 100;

    /**
     * A page of the caller's rooms.
     *
     * @param limit how many rooms, 1 to {@value #MAX_LISTED}; absent: {@value #LISTED}
     * @param after the {@code next} of the page before; absent: the first page
     */
    public record Mine(@Defaulted Integer limit, @Nullable String after) {
        public Mine {
            limit = limit == null ? Integer.valueOf(LISTED) : limit;
            Check.range("limit", limit, 1, MAX_LISTED);
            if (after != null) {
                Check.printable("after", after, MAX_AFTER);
            }
        }

        /** The first page. */
        public Mine() {
            this(LISTED, null);
        }
    }

    /**
     * @param rooms the one with the newest entry first. One that moves while a client reads page after page may come twice
     * @param next the {@code after} of the next page; absent: this was the last
     */
    public record RoomList(List<Info> rooms, @Nullable String next) {
        public RoomList {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
        }
    }

    /**
     * A room as the caller sees it in a list.
     *
     * @param name of a direct room: how the other user is called
     * @param avatar of a direct room: the picture of the other user
     * @param user the other user of a direct room
     * @param presence how the other user of a direct room is seen now; absent: it is not known, or the caller may not read the room
     * @param members how many members the room has; absent: not counted
     * @param role of the caller
     * @param seq the head of the room
     * @param at when its newest entry was stored
     * @param read up to which the caller has read
     * @param unread how many messages of others follow that
     * @param mentions how many of them mention the caller, its role or the room; at most 100
     * @param last the newest message; absent: none, or the caller may not read it
     * @param marked whether the caller has marked it as unread; absent: no, as of the next three
     * @param pinned whether the caller keeps it above the others
     * @param muted whether the caller wants no notice of it
     * @param archived whether the caller has put it aside
     */
    public record Info(
            RoomId room,
            @Nullable String name,
            Visibility visibility,
            RoomKind kind,
            @Nullable RoomStatus status,
            @Nullable String topic,
            @Nullable String avatar,
            @Nullable RoomLink link,
            @Nullable UserId user,
            @Nullable Seen presence,
            @Nullable Integer members,
            Role role,
            long seq,
            Instant at,
            long read,
            long unread,
            long mentions,
            @Nullable Last last,
            @Nullable Boolean marked,
            @Nullable Boolean pinned,
            @Nullable Boolean muted,
            @Nullable Boolean archived) {
        public Info {
            kind = RoomKind.orGroup(kind);
        }

        /** The same row with what is seen of the other user. */
        public Info seen(Seen other) {
            return new Info(
                    room,
                    name,
                    visibility,
                    kind,
                    status,
                    topic,
                    avatar,
                    link,
                    user,
                    other,
                    members,
                    role,
                    seq,
                    at,
                    read,
                    unread,
                    mentions,
                    last,
                    marked,
                    pinned,
                    muted,
                    archived);
        }
    }

    /**
     * What others see of a user.
     *
     * @param text what the user says about it; absent: nothing
     * @param lastSeen when the user was last online; absent: it is now, never was, or does not tell
     */
    public record Seen(boolean online, PresenceStatus status, @Nullable String text, @Nullable Instant lastSeen) {
        /** Of a user who is not there, or is not to be seen. */
        public static final Seen OFFLINE = new Seen(false, PresenceStatus.OFFLINE, null, null);

        public Seen {
            Check.present("status", status);
        }
    }

    /**
     * @param rooms at most {@value #MAX_ROWS}
     * @param changed those of them whose members or details have changed a moment ago: the room itself says what it is now
     */
    public record RowsOf(UserId user, List<RoomId> rooms, @Defaulted List<RoomId> changed) {
        public RowsOf {
            Check.present("user", user);
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
            changed = changed == null ? List.of() : List.copyOf(changed);
            Check.range("rooms", rooms.size(), 0, MAX_ROWS);
            Check.range("changed", changed.size(), 0, MAX_ROWS);
        }
    }

    /**
     * @param rooms those in which the user is, in the order asked
     * @param pending those in which it is too, but their rows are not stored yet: ask again a moment later
     */
    public record Rows(List<Info> rooms, @Defaulted List<RoomId> pending) {
        public Rows {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
            pending = pending == null ? List.of() : List.copyOf(pending);
        }
    }

    private RoomLists() {}
}
