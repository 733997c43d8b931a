// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Marked;
import dev.hubbub.contract.reads.Reads.Position;
import dev.hubbub.contract.reads.Reads.UserRead;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.function.Consumer;

/** Tells clients what was read and marked, by hints. */
public final class ReadEvents {
    private final Consumer<Hints.ToRooms> rooms;
    private final Consumer<Hints.ToUsers> users;

    /**
     * @param rooms publishes a hint to rooms
     * @param users publishes a hint to users
     */
    public ReadEvents(Consumer<Hints.ToRooms> rooms, Consumer<Hints.ToUsers> users) {
        this.rooms = rooms;
        this.users = users;
    }

    /** The followers of a room are told how far a user has read. */
    void read(RoomId room, UserRead read) {
        rooms.accept(new Hints.ToRooms(List.of(room), Hints.Body.of(Reads.READ_HINT, read), null));
    }

    /** The sockets of a user are told what it has still to read. */
    void position(UserId user, Position position) {
        tell(user, Hints.Body.of(Reads.READ_HINT, position));
    }

    /** The sockets of a user are told how it keeps a room. */
    void marked(UserId user, Marked marked) {
        tell(user, Hints.Body.of(Reads.MARKED_HINT, marked));
    }

    private void tell(UserId user, Hints.Body hint) {
        users.accept(new Hints.ToUsers(List.of(user), hint, null));
    }
}
