// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms of the users who follow their feed on one event loop, in both directions. Bounded: a user whose rooms do not
 * fit is incomplete, so that it is not known which changes of rooms concern that user.
 */
final class UserRooms {
    private final int maxMemberships;
    private final Map<UserId, Set<RoomId>> roomsByUser = new HashMap<>();
    private final Map<RoomId, Set<UserId>> usersByRoom = new ConcurrentHashMap<>(); // changed on the event loop only
    private final Set<UserId> incomplete = new HashSet<>();
    private int size;

    UserRooms(int maxMemberships) {
        this.maxMemberships = maxMemberships;
    }

    /** How many memberships are kept. */
    int size() {
        return size;
    }

    /**
     * Replaces what is known of a user.
     *
     * @param complete whether these are all rooms of the user
     */
    void load(UserId user, Collection<RoomId> rooms, boolean complete) {
        forget(user);
        roomsByUser.put(user, new HashSet<>());
        if (!complete) {
            incomplete.add(user);
        }
        rooms.forEach(room -> add(user, room));
    }

    /** The user is a member of the room. */
    void add(UserId user, RoomId room) {
        Set<RoomId> rooms = roomsByUser.get(user);
        if (rooms == null || rooms.contains(room)) {
            return;
        }
        if (size >= maxMemberships) {
            incomplete.add(user);
            return;
        }
        rooms.add(room);
        usersByRoom.computeIfAbsent(room, first -> new HashSet<>()).add(user);
        size++;
    }

    /** The user is no member of the room. */
    void remove(UserId user, RoomId room) {
        Set<RoomId> rooms = roomsByUser.get(user);
        if (rooms != null && rooms.remove(room)) {
            leave(user, room);
        }
    }

    /** The user does not follow the feed here any more. */
    void forget(UserId user) {
        Set<RoomId> rooms = roomsByUser.remove(user);
        if (rooms != null) {
            rooms.forEach(room -> leave(user, room));
        }
        incomplete.remove(user);
    }

    private void leave(UserId user, RoomId room) {
        size--;
        usersByRoom.computeIfPresent(room, (same, users) -> {
            users.remove(user);
            return users.isEmpty() ? null : users;
        });
    }

    /** Whether the user is known to be in the room. */
    boolean isIn(UserId user, RoomId room) {
        return roomsByUser.getOrDefault(user, Set.of()).contains(room);
    }

    /** Whether the user has rooms that are not known. */
    boolean isIncomplete(UserId user) {
        return incomplete.contains(user);
    }

    /** Whether a user is known to be in the room; from any thread. */
    boolean hasUserIn(RoomId room) {
        return usersByRoom.containsKey(room);
    }

    /** The members of a room among these users, but for those who are incomplete. */
    Set<UserId> usersIn(RoomId room) {
        return Set.copyOf(usersByRoom.getOrDefault(room, Set.of()));
    }

    /** The users with rooms that are not known. */
    Set<UserId> incomplete() {
        return Set.copyOf(incomplete);
    }
}
