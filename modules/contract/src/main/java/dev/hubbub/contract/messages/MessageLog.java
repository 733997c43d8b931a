// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The message log, for other verticles. No request carries a caller: authorization comes before. */
public final class MessageLog {
    /** Numbers and stores an entry. The reply means: stored. STALE when members changed since the judgement. */
    public static final Rpc<Append, Appended> APPEND = Service.PERSISTENCE
            .rpc("svc.persistence.append", Append.class, Appended.class)
            .idempotentIf(append -> append.entry().clientId() != null);

    /** Entries of a room, by number. */
    public static final Rpc<Read, Slice> READ = Service.PERSISTENCE
            .rpc("svc.persistence.read", Read.class, Slice.class)
            .idempotent();

    /** A room and its members, including every append requested before. NOT_FOUND when there is no such room. */
    public static final Rpc<Describe, Room> DESCRIBE = Service.PERSISTENCE
            .rpc("svc.persistence.describe", Describe.class, Room.class)
            .idempotent();

    /** The rooms of a user. */
    public static final Rpc<RoomsOf, UserRooms> ROOMS =
            new Rpc<>("svc.persistence.rooms", RoomsOf.class, UserRooms.class).idempotent();

    /** All rooms, by pages. Reads the store, whichever node writes the rooms. */
    public static final Rpc<ListRooms, RoomPage> LIST =
            new Rpc<>("svc.persistence.list", ListRooms.class, RoomPage.class).idempotent();

    /** Which of some rooms have more entries than the asker knows. Reads the store, whichever node writes the rooms. */
    public static final Rpc<Compare, Behind> COMPARE =
            new Rpc<>("svc.persistence.compare", Compare.class, Behind.class).idempotent();

    /**
     * The same of rooms whose messages are not stored, those of one shard: the node that numbers them answers.
     */
    public static final Rpc<CompareShard, Behind> COMPARE_SHARD = Service.PERSISTENCE
            .rpc("svc.persistence.behind", CompareShard.class, Behind.class)
            .idempotent();

    /**
     * Numbers from here on are of rooms whose messages are not stored. They begin with a number that is made of the time at which
     * a node began to number them, so that each is larger than all that were lost.
     */
    public static final long FIRST_EPHEMERAL = 1L << 40;

    /** Entries were stored. Published in seq order by the writer of each room; subscribers repair gaps with READ. */
    public static final Event<PublishedEntries> STORED = new Event<>("evt.persistence.stored", PublishedEntries.class);

    /**
     * @param entry without a number
     * @param membership the seq of the newest membership entry that the authorization knew; 0 for a new room
     * @param reliesOn the users whose memberships the authorization relied on, at most 100: later changes of other
     *     members do not make it stale; absent: every later change does
     * @param maxMembers in a room with so many members or more it is stale; absent: the number does not matter
     */
    public record Append(Entry entry, long membership, @Nullable List<UserId> reliesOn, @Nullable Integer maxMembers)
            implements RoomScoped {
        public Append {
            Check.present("entry", entry);
            if (reliesOn != null) {
                reliesOn = List.copyOf(reliesOn);
                Check.range("reliesOn", reliesOn.size(), 0, 100);
            }
        }

        /** An append that every later change of members makes stale. */
        public Append(Entry entry, long membership) {
            this(entry, membership, null, null);
        }

        @Override
        public RoomId room() {
            return entry.room();
        }
    }

    /**
     * @param seq of the entry, or of the entry stored before with the same clientId
     * @param previous of a membership entry: the seq of the membership entry before it; else absent
     * @param messages of a message: how many messages the room has up to it; else absent
     */
    public record Appended(RoomId room, long seq, Instant at, @Nullable Long previous, @Nullable Long messages) {
        /** The answer for an entry that changes no member, and is no message. */
        public Appended(RoomId room, long seq, Instant at) {
            this(room, seq, at, null, null);
        }
    }

    /**
     * Entries {@code from} to {@code to}, both inclusive, as far as they exist; at most {@link Messages#MAX_PAGE}.
     *
     * @param newestFirst which end to keep when not all entries fit into a reply
     */
    public record Read(RoomId room, long from, long to, boolean newestFirst) implements RoomScoped {
        public Read {
            Check.present("room", room);
            Check.range("from", from, 1, Long.MAX_VALUE);
            Check.range("to", to, from, Math.min(from, Long.MAX_VALUE - Messages.MAX_PAGE + 1) + Messages.MAX_PAGE - 1);
        }
    }

    /**
     * @param entries in seq order without a gap
     * @param first the floor of the room, where it lies above the first entry that was asked for: what is below is deleted;
     *     else absent
     * @param lost whether what is below was lost with the node that numbered it; absent: it was not
     */
    public record Slice(List<Entry> entries, @Nullable Long first, @Nullable Boolean lost) {
        public Slice {
            entries = entries == null ? List.of() : List.copyOf(entries);
        }

        /** Entries, some perhaps deleted below them. */
        public Slice(List<Entry> entries, @Nullable Long first) {
            this(entries, first, null);
        }

        /** Entries above the floor. */
        public Slice(List<Entry> entries) {
            this(entries, null, null);
        }
    }

    /**
     * @param users whose membership is asked for, at most 100, the one who asks first: the answer takes as long as if there
     *     were no such room when that is no member of a room that is not public; absent or empty: all members
     */
    public record Describe(RoomId room, @Defaulted List<UserId> users) implements RoomScoped {
        public Describe {
            Check.present("room", room);
            users = users == null ? List.of() : List.copyOf(users);
            Check.range("users", users.size(), 0, 100);
        }
    }

    /**
     * @param details what the room is
     * @param head the highest seq
     * @param membership the seq of the newest membership entry
     * @param size how many members the room has
     * @param owners how many of them are owners
     * @param others how many users are invited or banned
     * @param members the users among those asked for who are members, invited or banned
     * @param base where messages are not stored: the numbers up to this one are lost; else absent
     */
    public record Room(
            RoomId room,
            RoomDetails details,
            long head,
            long membership,
            int size,
            int owners,
            int others,
            List<Member> members,
            @Nullable Long base) {
        public Room {
            Check.present("details", details);
            members = members == null ? List.of() : List.copyOf(members);
        }

        /** The same room with these members. */
        public Room with(List<Member> shown) {
            return new Room(room, details, head, membership, size, owners, others, shown, base);
        }

        /** The same room where messages are not stored. */
        public Room numbered(long lost, long newest) {
            return new Room(room, details, newest, membership, size, owners, others, members, lost);
        }

        /** The kind, which chooses the policy. */
        public RoomKind kind() {
            return details.kind();
        }
    }

    /** At most 500 rooms. */
    public record Compare(List<Known> rooms) {
        public Compare {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
            Check.range("rooms", rooms.size(), 0, 500);
        }
    }

    /** @param shard of all these rooms; at most 500 */
    public record CompareShard(int shard, List<Known> rooms) implements Sharded {
        public CompareShard {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
            Check.range("rooms", rooms.size(), 0, 500);
        }
    }

    /** @param seq the highest that the asker knows */
    public record Known(RoomId room, long seq) {
        public Known {
            Check.present("room", room);
            Check.range("seq", seq, 0, Long.MAX_VALUE - 1);
        }
    }

    /** The rooms that have an entry with the next seq. */
    public record Behind(List<RoomId> rooms) {
        public Behind {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
        }
    }

    /**
     * The user whose rooms are asked for.
     *
     * @param limit how many of them to name, 0 to 1,000; absent: 1,000
     * @param after only rooms with a larger id, in the order of ASCII; absent: from the first
     * @param joined true: only rooms of which the user is a member; absent: those too to which it is invited
     */
    public record RoomsOf(UserId user, @Defaulted Integer limit, @Nullable RoomId after, @Nullable Boolean joined) {
        public RoomsOf {
            Check.present("user", user);
            limit = limit == null ? Integer.valueOf(1_000) : limit;
            Check.range("limit", limit, 0, 1_000);
        }

        /** The first of them. */
        public RoomsOf(UserId user, @Nullable Integer limit) {
            this(user, limit, null);
        }

        /** Those after a room. */
        public RoomsOf(UserId user, @Nullable Integer limit, @Nullable RoomId after) {
            this(user, limit == null ? Integer.valueOf(1_000) : limit, after, null);
        }

        /** The first of those of which the user is a member, and not only invited to. */
        public static RoomsOf joined(UserId user, int limit) {
            return new RoomsOf(user, limit, null, true);
        }

        /** Whether a room in which the user has this role is asked for. */
        public boolean takes(Role role) {
            return !Boolean.TRUE.equals(joined) || role.isMember();
        }
    }

    /**
     * @param rooms room ids, in the order of ASCII
     * @param total of how many rooms the request is, named or not; absent: of those named
     */
    public record UserRooms(List<RoomId> rooms, @Defaulted Integer total) {
        public UserRooms {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
            total = total == null ? Integer.valueOf(rooms.size()) : total;
        }
    }

    /**
     * @param after only rooms with a larger id, in the order of ASCII; absent: from the first
     * @param limit how many, 1 to 500; absent: 500
     */
    public record ListRooms(@Nullable RoomId after, @Defaulted Integer limit) {
        public ListRooms {
            limit = limit == null ? Integer.valueOf(500) : limit;
            Check.range("limit", limit, 1, 500);
        }
    }

    /**
     * @param rooms ordered by id: every room that has an entry, and perhaps some that have none
     * @param next the last of them, where more may follow; else absent
     */
    public record RoomPage(List<RoomId> rooms, @Nullable RoomId next) {
        public RoomPage {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
        }
    }

    private MessageLog() {}
}
