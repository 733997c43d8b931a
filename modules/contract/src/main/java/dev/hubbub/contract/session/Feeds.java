// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.session;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.RoomId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The feeds that a client may follow. */
public final class Feeds {
    /** The event that tells a user how a room stands in its list; its fields are {@link dev.hubbub.contract.lists.RoomLists.Info}. */
    public static final String CHAT = "chat";

    /** All events of a room: {@code out.room.<RoomId>}. */
    public static final String ROOM = "out.room.";

    /** Events about the socket itself: {@link Expiring}. */
    public static final String SESSION = "out.session";

    /** Events about the user of the socket: {@link #CHAT}, {@link ChatRemoved}, and hints to the user. */
    public static final String USER = "out.user";

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
        TOO_FAR,
        /** What was missed is deleted. */
        GONE,
        /** What was missed was never stored, and is lost with the node that numbered it. */
        LOST;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The answer to a registration of {@link #USER}: what changes from now on follows. Told again when something may have
     * been missed; either time the client asks for the list of its rooms. {@code event} is {@code position}.
     *
     * @param partial true: the user has so many rooms that only some of them are watched, so that the client asks again now and
     *     then; absent: all are
     */
    public record UserPosition(String event, @Nullable Boolean partial) {
        public UserPosition(boolean partial) {
            this("position", partial ? Boolean.TRUE : null);
        }
    }

    /** The user is no member of the room any more. {@code event} is {@code removed}. */
    public record ChatRemoved(String event, RoomId room) {
        public ChatRemoved(RoomId room) {
            this("removed", room);
        }
    }

    private Feeds() {}
}
