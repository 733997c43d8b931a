// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import java.time.Instant;
import java.util.List;

/** Who is online, who is typing. Never stored, but for the time somebody was last seen. */
public final class Presence {
    /** The members of a room and whether they are online, for members. */
    public static final Rpc<InRoomQuery, States> LIST = new Rpc<>("api.presence.list", InRoomQuery.class, States.class);

    /** The caller types, or stopped. To be repeated every few seconds while it lasts. */
    public static final Rpc<Typing, Noted> TYPING = new Rpc<>("api.presence.typing", Typing.class, Noted.class);

    /** A gateway tells the sockets of some users, renewing its lease on all its users of that shard. */
    public static final Rpc<Report, Leased> REPORT = new Rpc<>("svc.presence.report", Report.class, Leased.class);

    /** The states of some users of one shard. */
    public static final Rpc<Lookup, States> LOOKUP = new Rpc<>("svc.presence.lookup", Lookup.class, States.class);

    /** A user went online or offline. */
    public static final Fact<Changed> CHANGED = new Fact<>("evt.presence.changed", Changed.class);

    /** A user began or stopped typing. */
    public static final Fact<Typed> TYPED = new Fact<>("evt.presence.typed", Typed.class);

    /** The room whose members are asked for. */
    public record InRoomQuery(RoomId room) implements InRoom {
        public InRoomQuery {
            Check.present("room", room);
        }
    }

    /** @param lastSeen when the user was last online; absent while online, and when never seen */
    public record State(UserId user, boolean online, Instant lastSeen) {}

    /** States, in no particular order. */
    public record States(List<State> users) {
        public States {
            users = users == null ? List.of() : List.copyOf(users);
        }
    }

    /** @param typing absent: true */
    public record Typing(RoomId room, Boolean typing) implements InRoom {
        public Typing {
            Check.present("room", room);
            typing = typing == null ? Boolean.TRUE : typing;
        }
    }

    /** Noted. */
    public record Noted(RoomId room) {}

    /**
     * All users of one shard that have sockets on one gateway node. A user who is not in the list has none there.
     *
     * @param shard the shard of every user in the list
     * @param node the id of the gateway node; another one after each start
     * @param users who has sockets there
     */
    public record Report(int shard, String node, List<UserId> users) implements Sharded {
        public Report {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.printable("node", node, 64);
            users = users == null ? List.of() : List.copyOf(users);
        }
    }

    /** @param leaseMillis how long the report holds unless another follows */
    public record Leased(long leaseMillis) {}

    /** Users of one shard; at most 1,000. */
    public record Lookup(int shard, List<UserId> users) implements Sharded {
        public Lookup {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            users = users == null ? List.of() : List.copyOf(users);
            Check.range("users", users.size(), 0, 1000);
        }
    }

    /**
     * @param rooms whose members may know
     * @param lastSeen absent while online
     */
    public record Changed(UserId user, boolean online, Instant lastSeen, List<RoomId> rooms) {
        public Changed {
            Check.present("user", user);
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
        }
    }

    /** @param expiresAt when clients drop the hint unless it is renewed; absent when the user stopped */
    public record Typed(RoomId room, UserId user, boolean typing, Instant expiresAt) {
        public Typed {
            Check.present("room", room);
            Check.present("user", user);
        }
    }

    private Presence() {}
}
