// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import dev.hubbub.contract.address.NodeScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which sockets of one gateway node follow which rooms. Asked of each node of the cluster, so it costs O(nodes). */
public final class Occupancy {
    /** How many followers of a room one node names. */
    public static final int MAX_NAMES = 2_000;

    /** How many sockets a node has, and how many of them follow its rooms, one page of rooms at a time. */
    public static final Rpc<OfNode, NodeRooms> ROOMS = new Rpc<>("svc.gateway.rooms", OfNode.class, NodeRooms.class);

    /** Who follows one room on a node. */
    public static final Rpc<OfRoom, Followers> FOLLOWERS =
            new Rpc<>("svc.gateway.followers", OfRoom.class, Followers.class);

    /**
     * @param node the id of the node in the cluster
     * @param after only rooms with a larger id; absent: from the first
     * @param limit how many rooms at most
     */
    public record OfNode(String node, @Nullable RoomId after, int limit) implements NodeScoped {
        public OfNode {
            Check.printable("node", node, 64);
            Check.range("limit", limit, 1, ServerPresence.MAX_PAGE);
        }
    }

    /**
     * @param sockets how many are open on the node
     * @param rooms how many are followed there
     * @param counts the first rooms that were asked for, ordered by id; fewer than the limit: there are no more
     */
    public record NodeRooms(long sockets, long rooms, List<RoomCount> counts) {
        public NodeRooms {
            counts = counts == null ? List.of() : List.copyOf(counts);
        }
    }

    /**
     * @param sockets how many follow the room
     * @param users how many users they are of
     */
    public record RoomCount(RoomId room, int sockets, int users) {
        public RoomCount {
            Check.present("room", room);
        }
    }

    /** @param node the id of the node in the cluster */
    public record OfRoom(String node, RoomId room) implements NodeScoped {
        public OfRoom {
            Check.printable("node", node, 64);
            Check.present("room", room);
        }
    }

    /**
     * @param sockets how many follow the room
     * @param users how many users they are of
     * @param names these users, at most {@value #MAX_NAMES}
     */
    public record Followers(int sockets, int users, List<UserId> names) {
        public Followers {
            names = names == null ? List.of() : List.copyOf(names);
        }
    }

    private Occupancy() {}
}
