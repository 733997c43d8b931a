// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.session;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a client may listen to. */
public final class Feeds {
    /** Everything that happens in a room: {@code out.room.<RoomId>}. */
    public static final String ROOM = "out.room.";

    /** What concerns the socket itself: {@link Expiring}. */
    public static final String SESSION = "out.session";

    /**
     * The header of a registration with the last seq that the client has, 0 for none: what follows it is sent again
     * before anything new.
     */
    public static final String SINCE = "since";

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

    /** The token of a socket is about to expire: time for a newer one. {@code event} is {@code expiring}. */
    public record Expiring(String event, Instant expiresAt) {
        public Expiring(Instant expiresAt) {
            this("expiring", expiresAt);
        }
    }

    /** The answer to a registration: entries after {@code seq} follow. {@code event} is {@code position}. */
    public record Position(String event, RoomId room, long seq) {
        public Position(RoomId room, long seq) {
            this("position", room, seq);
        }
    }

    /**
     * The answer to a registration that cannot be resumed from where the client was: entries after {@code seq} follow,
     * those up to it are to be read from the history. {@code event} is {@code reset}.
     */
    public record Reset(String event, RoomId room, long seq, ResetReason reason) {
        public Reset(RoomId room, long seq, ResetReason reason) {
            this("reset", room, seq, reason);
        }
    }

    /** Why a registration does not go on from where the client was. */
    public enum ResetReason {
        /** The client has seen a seq that the room has not reached: it knows another log. */
        AHEAD,
        /** More was missed than the hub sends again. */
        TOO_FAR;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
