// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rooms and users of a step. User {@code u} belongs to room {@code u % rooms}, and connection {@code n} to user
 * {@code n % users}. All peers get the same.
 *
 * @param members whether users are members before the step begins
 */
public record Layout(int rooms, int users, boolean members) {
    public Layout {
        if (rooms < 1 || users < rooms) {
            throw new IllegalArgumentException(
                    rooms + " rooms for " + users + " users (expected: >= 1 room, >= 1 user in each)");
        }
    }

    /** Rooms whose users are members. */
    public static Layout of(int rooms, int users) {
        return new Layout(rooms, users, true);
    }

    /** The room of the connection with this number. */
    public RoomId room(int connection) {
        return new RoomId("bench" + connection % users % rooms);
    }

    /** The user of the connection with this number. */
    public UserId user(int connection) {
        return new UserId("user" + connection % users);
    }

    /** The users of a room, the owner first. */
    List<UserId> usersOf(int room) {
        return IntStream.range(0, users)
                .filter(user -> user % rooms == room)
                .mapToObj(this::user)
                .toList();
    }
}
