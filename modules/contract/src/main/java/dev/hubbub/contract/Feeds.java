// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import java.time.Instant;
import java.util.Optional;

/** What a client may listen to. */
public final class Feeds {
    /** Everything that happens in a room: {@code out.room.<RoomId>}. */
    public static final String ROOM = "out.room.";

    /** The feed of a room. */
    public static String of(RoomId room) {
        return ROOM + room.value();
    }

    /**
     * The room of a feed; empty when the address is none.
     *
     * @throws HubException BAD_REQUEST when it is a feed of no valid room id
     */
    public static Optional<RoomId> room(String address) {
        if (!address.startsWith(ROOM)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RoomId(address.substring(ROOM.length())));
        } catch (IllegalArgumentException e) {
            throw new HubException(ErrorCode.BAD_REQUEST, e.getMessage());
        }
    }

    /** The answer to a registration: entries after {@code seq} follow. {@code event} is {@code position}. */
    public record Position(String event, RoomId room, long seq) {
        public Position(RoomId room, long seq) {
            this("position", room, seq);
        }
    }

    /** Somebody types; {@code event} is {@code typing}. Not sent to the one who types. */
    public record TypingHint(String event, RoomId room, UserId user, boolean typing, Instant expiresAt) {
        public TypingHint(Presence.Typed typed) {
            this("typing", typed.room(), typed.user(), typed.typing(), typed.expiresAt());
        }
    }

    /** Somebody came or went; {@code event} is {@code presence}. */
    public record PresenceHint(String event, RoomId room, UserId user, boolean online, Instant lastSeen) {
        public PresenceHint(RoomId room, Presence.Changed changed) {
            this("presence", room, changed.user(), changed.online(), changed.lastSeen());
        }
    }

    private Feeds() {}
}
