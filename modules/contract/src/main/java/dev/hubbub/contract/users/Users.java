// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.users;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.UserScoped;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;

/** Requests about accounts. For the server of the host app; a user may log out everywhere by itself. */
public final class Users {
    /** Closes all sockets of a user, and makes every token void that was issued until now. */
    public static final Rpc<Logout, LoggedOut> LOGOUT = new Rpc<>("api.users.logout", Logout.class, LoggedOut.class);

    /** Closes all sockets of a user, and refuses further logins. */
    public static final Rpc<Disable, Disabled> DISABLE = new Rpc<>("api.users.disable", Disable.class, Disabled.class);

    /** Lets a disabled user log in again, with tokens issued after the user was disabled. */
    public static final Rpc<Enable, Enabled> ENABLE = new Rpc<>("api.users.enable", Enable.class, Enabled.class);

    /** The user to log out. */
    public record Logout(UserId user) implements UserScoped {
        public Logout {
            Check.present("user", user);
        }
    }

    /** @param validFrom tokens issued before are void from now on */
    public record LoggedOut(UserId user, Instant validFrom) {}

    /** The user to disable. */
    public record Disable(UserId user) implements UserScoped {
        public Disable {
            Check.present("user", user);
        }
    }

    /** Stored. */
    public record Disabled(UserId user) {}

    /** The user to enable. */
    public record Enable(UserId user) implements UserScoped {
        public Enable {
            Check.present("user", user);
        }
    }

    /** Stored. */
    public record Enabled(UserId user) {}

    private Users() {}
}
