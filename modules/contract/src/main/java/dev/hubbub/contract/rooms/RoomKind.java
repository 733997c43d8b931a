// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.value.Check;
import org.jspecify.annotations.Nullable;

/**
 * The kind of a room: 1 to 32 letters, digits or {@code -}. It chooses the policy of the room; one that a node does not
 * know is kept and passed on.
 */
public record RoomKind(@JsonValue String name) implements Comparable<RoomKind> {
    /** Members talk with each other. Where no kind is given it is this one. */
    public static final RoomKind GROUP = new RoomKind("group");

    /** Two users talk with each other. There is one for each pair. */
    public static final RoomKind DIRECT = new RoomKind("direct");

    /** Few send, many read. */
    public static final RoomKind CHANNEL = new RoomKind("channel");

    /** A host and guests who come by an invite code; it ends for all at once. */
    public static final RoomKind SESSION = new RoomKind("session");

    /** The longest name. */
    public static final int MAX_NAME = 32;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RoomKind {
        Check.id("kind", name, MAX_NAME, "-");
    }

    /** The kind that a field gives: {@link #GROUP} where it is absent (null). */
    public static RoomKind orGroup(@Nullable RoomKind given) {
        return given == null ? GROUP : given;
    }

    @Override
    public int compareTo(RoomKind other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
