// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.session;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;

/** Links that log a user in once, without the token in the link. */
public final class Tickets {
    /** Exchanges a ticket for the token behind it. NOT_FOUND when it was used, has expired or never existed. */
    public static final Rpc<Redeem, Token> REDEEM = new Rpc<>("svc.tickets.redeem", Redeem.class, Token.class);

    /** @param ticket as in the link */
    public record Redeem(String ticket) {
        public Redeem {
            Check.printable("ticket", ticket, 64);
        }
    }

    /** @param room the room to open first */
    public record Token(String token, RoomId room) {}

    private Tickets() {}
}
