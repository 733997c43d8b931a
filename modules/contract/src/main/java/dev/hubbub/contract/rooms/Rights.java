// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests of clients about what may be done in a room. */
public final class Rights {
    /** What the caller may do in a room now, so that a page shows no button that is refused. */
    public static final Rpc<May, Allowed> MAY =
            Service.ACCESS.rpc("api.rooms.may", May.class, Allowed.class).idempotent();

    /** Why a user may or may not do something in a room; for the server of the host app. */
    public static final Rpc<Explain, Explanation> EXPLAIN = Service.ACCESS
            .rpc("api.rooms.explain", Explain.class, Explanation.class)
            .idempotent();

    /** The room in question. */
    public record May(RoomId room) implements RoomScoped {
        public May {
            Check.present("room", room);
        }
    }

    /**
     * @param role of the caller; absent: none
     * @param until until when the caller is muted; absent: not
     * @param rights what the caller may do; towards others only to weaker roles
     */
    public record Allowed(RoomId room, @Nullable Role role, @Nullable Instant until, List<Right> rights) {
        public Allowed {
            rights = rights == null ? List.of() : List.copyOf(rights);
        }
    }

    /** The room and the user in question. */
    public record Explain(RoomId room, UserId user) implements RoomScoped {
        public Explain {
            Check.present("room", room);
            Check.user("user", user);
        }
    }

    /** @param role of the user; absent: none */
    public record Explanation(
            RoomId room,
            UserId user,
            RoomKind kind,
            @Nullable Role role,
            @Nullable Instant until,
            List<Reason> rights) {
        public Explanation {
            rights = rights == null ? List.of() : List.copyOf(rights);
        }
    }

    /** @param reason why not, as the user would be told; absent when it is allowed */
    public record Reason(Right right, boolean allowed, @Nullable String reason) {}

    private Rights() {}
}
