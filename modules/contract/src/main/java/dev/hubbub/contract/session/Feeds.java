// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.session;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The feeds that a client may follow. */
public final class Feeds {
    /** All events of a room: {@code out.room.<RoomId>}. */
    public static final String ROOM = "out.room.";

    /** Events about the socket itself: {@link Expiring}. */
    public static final String SESSION = "out.session";

    /**
     * The header of a registration with the last seq that the client has, 0 for none: later entries are replayed before
     * anything new.
     */
    public static final String SINCE = "since";

    /** The feed of a room. */
    public static String of(RoomId room) {
        return ROOM + room.value();
    }

    /**
     * The room of a feed; empty when the address is not the feed of a room.
     *
     * @throws HubException BAD_REQUEST when the room id is not valid
     */
    public static Optional<RoomId> room(String address) {
        if (!address.startsWith(ROOM)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RoomId(address.substring(ROOM.length())));
        } catch (IllegalArgumentException e) {
            throw HubException.badRequest(e);
        }
    }

    /** The token of a socket is about to expire: the client should refresh it. {@code event} is {@code expiring}. */
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
     * The answer to a registration that cannot be resumed: entries after {@code seq} follow, the client reads earlier
     * ones from the history. {@code event} is {@code reset}.
     */
    public record Reset(String event, RoomId room, long seq, ResetReason reason) {
        public Reset(RoomId room, long seq, ResetReason reason) {
            this("reset", room, seq, reason);
        }
    }

    /** Why a registration cannot be resumed. */
    public enum ResetReason {
        /** The client has a seq that the room has not reached: it knows another log. */
        AHEAD,
        /** More was missed than the hub replays. */
        TOO_FAR;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A user types or stopped; {@code event} is {@code typing}. Not sent to that user. */
    public record TypingHint(String event, RoomId room, UserId user, boolean typing, @Nullable Instant expiresAt) {
        public TypingHint(Presence.Typed typed) {
            this("typing", typed.room(), typed.user(), typed.typing(), typed.expiresAt());
        }
    }

    /** A user went online or offline; {@code event} is {@code presence}. */
    public record PresenceHint(String event, RoomId room, UserId user, boolean online, @Nullable Instant lastSeen) {
        public PresenceHint(RoomId room, Presence.Changed changed) {
            this("presence", room, changed.user(), changed.online(), changed.lastSeen());
        }
    }

    private Feeds() {}
}
