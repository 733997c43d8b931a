// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One numbered entry of a room, as it is stored, published and sent to clients. Which fields it has depends on its
 * kind; see PROTOCOL.md.
 *
 * @param event the kind of the entry
 * @param room the room
 * @param seq 1, 2, 3, ... in each room, without a gap
 * @param sender the user who caused it
 * @param clientId of a message: the id that the sender gave it
 * @param text of a message
 * @param at when it was stored, by the clock of the hub
 * @param profile how the sender is shown
 * @param user of a membership change: the user whom it concerns
 * @param founding details of the room, in its first entry
 */
public record Entry(
        Kind event,
        RoomId room,
        long seq,
        UserId sender,
        ClientId clientId,
        String text,
        Instant at,
        Profile profile,
        UserId user,
        Details founding) {

    /** What happened. */
    public enum Kind {
        /** A user sent a message. */
        MESSAGE,
        /** The room was created; always seq 1. */
        CREATED,
        /** {@code user} became a member, by itself or through {@code sender}. */
        JOINED,
        /** {@code user} left. */
        LEFT,
        /** {@code sender} removed {@code user}. */
        REMOVED;

        /** Whether it is a membership entry. */
        public boolean changesMembers() {
            return this != MESSAGE;
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the first entry tells of its room. The sender of that entry is the owner. */
    public record Details(String name, Visibility visibility, List<UserId> members) {
        public Details {
            members = members == null ? List.of() : List.copyOf(members);
        }
    }

    public Entry {
        Check.present("event", event);
        Check.present("room", room);
        Check.present("sender", sender);
    }

    /** The same entry with a number and a time. */
    public Entry stored(long number, Instant time) {
        return new Entry(event, room, number, sender, clientId, text, time, profile, user, founding);
    }

    /** The same entry with another profile of its sender. */
    public Entry shownAs(Profile shown) {
        return new Entry(event, room, seq, sender, clientId, text, at, shown, user, founding);
    }

    /** A message not yet stored. */
    public static Entry message(RoomId room, Caller caller, ClientId clientId, String text) {
        return new Entry(Kind.MESSAGE, room, 0, caller.user(), clientId, text, null, caller.profile(), null, null);
    }

    /** A membership change not yet stored. */
    public static Entry membership(Kind kind, RoomId room, Caller caller, UserId user) {
        return new Entry(kind, room, 0, caller.user(), null, null, null, caller.profile(), user, null);
    }

    /** The first entry of a room, not yet stored. */
    public static Entry created(RoomId room, Caller caller, Details founding) {
        return new Entry(
                Kind.CREATED, room, 0, caller.user(), null, null, null, caller.profile(), caller.user(), founding);
    }
}
