// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.UserScoped;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Requests of other verticles to the access control. */
public final class Access {
    /** Whether the caller may follow a room: a member, or the server of the host app. Refused with FORBIDDEN. */
    public static final Rpc<Subscribe, SubscriptionAllowed> SUBSCRIBE = Service.ACCESS
            .rpc("svc.access.subscribe", Subscribe.class, SubscriptionAllowed.class)
            .idempotent();

    /**
     * Whether a user may log in with a token of a certain age. UNAUTHORIZED when the user was logged out since,
     * FORBIDDEN when the user is disabled.
     */
    public static final Rpc<AuthorizeLogin, LoginAuthorized> AUTHORIZE_LOGIN =
            Service.ACCESS.rpc("svc.access.admit", AuthorizeLogin.class, LoginAuthorized.class);

    /**
     * A user was logged out everywhere, or disabled. Published several times; gateways close the sockets of the user.
     */
    public static final Event<Revoked> REVOKED = new Event<>("evt.access.revoked", Revoked.class);

    /** @param issuedAt of the token; absent: not known, and treated as older than any */
    public record AuthorizeLogin(UserId user, @Nullable Instant issuedAt) implements UserScoped {
        public AuthorizeLogin {
            Check.present("user", user);
        }
    }

    /** The user may log in. */
    public record LoginAuthorized(UserId user) {}

    /**
     * @param validFrom sockets with a token issued before are closed; absent: every token is valid
     * @param disabled whether all sockets of the user are closed
     */
    public record Revoked(UserId user, @Nullable Instant validFrom, boolean disabled) {
        public Revoked {
            Check.present("user", user);
        }
    }

    /** The room to follow. */
    public record Subscribe(RoomId room) implements RoomScoped {
        public Subscribe {
            Check.present("room", room);
        }
    }

    /**
     * The caller may follow the room as of {@code seq}.
     *
     * @param seq the head of the room at the authorization, which took account of every membership change up to it, and
     *     of none after
     * @param silent whether others are not told that the caller types, since it may not send messages there, or not to the other
     *     user of a direct room; absent: they are
     * @param quiet whether followers are not told the presence of members; absent: they are
     * @param base where messages are not stored: the numbers up to this one are lost; else absent
     */
    public record SubscriptionAllowed(
            RoomId room, long seq, @Nullable Boolean silent, @Nullable Boolean quiet, @Nullable Long base) {
        /** To a room whose messages are stored, and whose followers are told the presence of members and that the caller types. */
        public SubscriptionAllowed(RoomId room, long seq) {
            this(room, seq, null, null, null);
        }

        /** Whether others are not told that the caller types. */
        public boolean isSilent() {
            return Boolean.TRUE.equals(silent);
        }
    }

    private Access() {}
}
