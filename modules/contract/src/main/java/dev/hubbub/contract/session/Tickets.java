// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.session;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;

/** Links that log somebody in once, without the token being in the link. */
public final class Tickets {
    /** Exchanges a ticket for the token behind it. NOT_FOUND when it was used, has expired or never was. */
    public static final Rpc<Redeem, Token> REDEEM = new Rpc<>("svc.tickets.redeem", Redeem.class, Token.class);

    /** @param ticket as it stood in the link */
    public record Redeem(String ticket) {
        public Redeem {
            Check.printable("ticket", ticket, 64);
        }
    }

    /** @param room where to begin */
    public record Token(String token, RoomId room) {}

    private Tickets() {}
}
