// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.invites;

import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests about invites: who knows the code of one may join its room. */
public final class Invites {
    /** Makes an invite, for those whom the policy of the room lets. */
    public static final Rpc<Create, Created> CREATE =
            Service.ACCESS.rpc("api.invites.create", Create.class, Created.class);

    /** Makes the caller a member of the room of the invite. Harmless when the caller is one already. */
    public static final Rpc<Accept, Accepted> ACCEPT =
            new Rpc<>("api.invites.accept", Accept.class, Accepted.class).countingRefusals();

    /** Makes an invite void. */
    public static final Rpc<Revoke, Revoked> REVOKE =
            new Rpc<>("api.invites.revoke", Revoke.class, Revoked.class).countingRefusals();

    /** The invites of a room that are not void, for those who may make some. */
    public static final Rpc<ListOf, InviteList> LIST = Service.ACCESS
            .rpc("api.invites.list", ListOf.class, InviteList.class)
            .idempotent();

    /** The same as ACCEPT, between verticles, where the room is known. */
    public static final Rpc<Redeem, Accepted> REDEEM =
            Service.ACCESS.rpc("svc.invites.redeem", Redeem.class, Accepted.class);

    /** The longest life of an invite: a year. */
    public static final int MAX_SECONDS = 31_622_400;

    /** How many users one invite may bring. */
    public static final int MAX_USES = 1_000_000;

    private static final int MAX_CODE = 64;
    private static final List<String> GIVEN = List.of(Role.MODERATOR.name(), Role.MEMBER.name(), Role.OBSERVER.name());

    private static void checkCode(String code) {
        Check.id("code", code, MAX_CODE, "_-");
    }

    /**
     * @param uses how many users may come by it, 1 to 1,000,000; absent: any number
     * @param seconds how long it holds, 1 to 31,622,400; absent: until it is revoked
     * @param role {@code moderator}, {@code member} (also where it is absent) or {@code observer}; not above the caller's
     * @param code only for the server of the host app; absent: a random one
     */
    public record Create(
            RoomId room, @Nullable Integer uses, @Nullable Integer seconds, @Defaulted Role role, @Nullable String code)
            implements RoomScoped {
        public Create {
            Check.present("room", room);
            if (uses != null) {
                Check.range("uses", uses, 1, MAX_USES);
            }
            if (seconds != null) {
                Check.range("seconds", seconds, 1, MAX_SECONDS);
            }
            role = role == null ? Role.MEMBER : role;
            Check.oneOf("role", role.name(), GIVEN);
            if (code != null) {
                checkCode(code);
            }
        }
    }

    /** @param expiresAt absent: it does not expire */
    public record Created(String code, @Nullable Instant expiresAt) {}

    /** @param code 1 to 64 letters, digits, {@code _} and {@code -} */
    public record Accept(String code) {
        public Accept {
            checkCode(code);
        }
    }

    /** @param seq of the entry that made the caller a member */
    public record Accepted(RoomId room, long seq, Role role) {}

    /** @param code of the invite */
    public record Revoke(String code) {
        public Revoke {
            checkCode(code);
        }
    }

    /** It is void. */
    public record Revoked(String code) {}

    /** The room whose invites are asked for. */
    public record ListOf(RoomId room) implements RoomScoped {
        public ListOf {
            Check.present("room", room);
        }
    }

    /** At most 100. */
    public record InviteList(RoomId room, List<Info> invites) {
        public InviteList {
            invites = invites == null ? List.of() : List.copyOf(invites);
        }
    }

    /**
     * @param uses how many users may come by it; absent: any number
     * @param used how many have
     * @param expiresAt absent: it does not expire
     */
    public record Info(String code, Role role, @Nullable Integer uses, int used, @Nullable Instant expiresAt) {}

    /** The room of the invite, and its code. */
    public record Redeem(RoomId room, String code) implements RoomScoped {
        public Redeem {
            Check.present("room", room);
            checkCode(code);
        }
    }

    private Invites() {}
}
