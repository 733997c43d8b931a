// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.users;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.UserScoped;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;

/** Who may come in at all. For the host app's server; a user may log itself out everywhere. */
public final class Users {
    /** Ends all sockets of a user, and makes every token void that was issued until now. */
    public static final Rpc<Logout, LoggedOut> LOGOUT = new Rpc<>("api.users.logout", Logout.class, LoggedOut.class);

    /** Ends all sockets of a user and lets it in no more. */
    public static final Rpc<Disable, Disabled> DISABLE = new Rpc<>("api.users.disable", Disable.class, Disabled.class);

    /** Lets a disabled user in again, with tokens issued after it was disabled. */
    public static final Rpc<Enable, Enabled> ENABLE = new Rpc<>("api.users.enable", Enable.class, Enabled.class);

    /** The user to be logged out. */
    public record Logout(UserId user) implements UserScoped {
        public Logout {
            Check.present("user", user);
        }
    }

    /** @param validFrom tokens issued before are void from now on */
    public record LoggedOut(UserId user, Instant validFrom) {}

    /** The user to be disabled. */
    public record Disable(UserId user) implements UserScoped {
        public Disable {
            Check.present("user", user);
        }
    }

    /** Kept. */
    public record Disabled(UserId user) {}

    /** The user to be let in again. */
    public record Enable(UserId user) implements UserScoped {
        public Enable {
            Check.present("user", user);
        }
    }

    /** Kept. */
    public record Enabled(UserId user) {}

    private Users() {}
}
