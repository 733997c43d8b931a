// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the host app's server may ask about all users and rooms. */
public final class ServerPresence {
    /** How many users one request may name, and how many users or rooms a page may have. */
    public static final int MAX_PAGE = 1_000;

    /** The states of some users; or a page of all users who are shown as online. */
    public static final Rpc<OnlineQuery, OnlinePage> ONLINE =
            new Rpc<>("api.server.online", OnlineQuery.class, OnlinePage.class).idempotent();

    /** How many sockets there are in the cluster, and how many follow which rooms. */
    public static final Rpc<SocketsQuery, SocketCounts> SOCKETS =
            new Rpc<>("api.server.sockets", SocketsQuery.class, SocketCounts.class).idempotent();

    private static final int DEFAULT_PAGE = 100;

    /**
     * @param users whose states are asked for, at most {@value #MAX_PAGE}; absent: all who are online, by pages
     * @param limit of a page, 1 to {@value #MAX_PAGE}; absent: 100
     * @param after the {@code next} of the page before; absent: the first page
     */
    public record OnlineQuery(@Nullable List<UserId> users, @Defaulted Integer limit, @Nullable UserId after) {
        public OnlineQuery {
            if (users != null) {
                users = List.copyOf(users);
                Check.range("users", users.size(), 0, MAX_PAGE);
            }
            limit = limitOf(limit);
        }
    }

    /**
     * @param users in no particular order
     * @param next where the next page begins; absent: there is none
     */
    public record OnlinePage(List<State> users, @Nullable UserId next) {
        public OnlinePage {
            users = users == null ? List.of() : List.copyOf(users);
        }
    }

    /**
     * @param room of which the followers are asked for; absent: all rooms, by pages
     * @param limit of a page, 1 to {@value #MAX_PAGE}; absent: 100
     * @param after the {@code next} of the page before; absent: the first page
     */
    public record SocketsQuery(@Nullable RoomId room, @Defaulted Integer limit, @Nullable RoomId after) {
        public SocketsQuery {
            limit = limitOf(limit);
        }
    }

    /**
     * @param nodes how many nodes have answered: their sockets are counted
     * @param sockets how many are open, whether logged in or not
     * @param rooms how many are followed; one that is followed on two nodes counts twice
     * @param counts the rooms of this page, ordered by id
     * @param next where the next page begins; absent: there is none
     */
    public record SocketCounts(int nodes, long sockets, long rooms, List<RoomSockets> counts, @Nullable RoomId next) {
        public SocketCounts {
            counts = counts == null ? List.of() : List.copyOf(counts);
        }
    }

    /**
     * @param sockets how many follow the room
     * @param users how many users they are of; one who follows on two nodes counts twice, unless the room was named
     * @param names the users, where the room was named: at most {@link Occupancy#MAX_NAMES} of each node; else absent
     */
    public record RoomSockets(RoomId room, int sockets, int users, @Nullable List<UserId> names) {
        public RoomSockets {
            names = names == null ? null : List.copyOf(names);
        }
    }

    private static Integer limitOf(@Nullable Integer limit) {
        Integer given = limit == null ? Integer.valueOf(DEFAULT_PAGE) : limit;
        Check.range("limit", given, 1, MAX_PAGE);
        return given;
    }

    private ServerPresence() {}
}
