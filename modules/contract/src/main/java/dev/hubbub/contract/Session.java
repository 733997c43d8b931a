// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import java.time.Instant;

/** What a client says about its own login. The gateway that holds the socket answers; these never reach the bus. */
public final class Session {
    /** The first request on a socket that carried no token at the upgrade. */
    public static final Rpc<Login, LoggedIn> LOGIN = new Rpc<>("api.session.login", Login.class, LoggedIn.class);

    /** A newer token of the same user, on the open socket. */
    public static final Rpc<Refresh, LoggedIn> REFRESH =
            new Rpc<>("api.session.refresh", Refresh.class, LoggedIn.class);

    /** @param token a JWT that the host app signed */
    public record Login(String token) {
        public Login {
            Check.present("token", token);
        }
    }

    /** @param token a JWT of the same user */
    public record Refresh(String token) {
        public Refresh {
            Check.present("token", token);
        }
    }

    /**
     * @param user the user of this socket from now on
     * @param expiresAt when the socket is closed unless it is refreshed before
     */
    public record LoggedIn(UserId user, Instant expiresAt) {}

    private Session() {}
}
