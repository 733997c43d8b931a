// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.users;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.UserScoped;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Requests about accounts. For the server of the host app; users log out and choose their privacy by themselves. */
public final class Users {
    /** Closes all sockets of a user, and makes every token void that was issued until now. */
    public static final Rpc<Logout, LoggedOut> LOGOUT =
            Service.ACCESS.rpc("api.users.logout", Logout.class, LoggedOut.class);

    /** Closes all sockets of a user, and refuses further logins. */
    public static final Rpc<Disable, Disabled> DISABLE =
            Service.ACCESS.rpc("api.users.disable", Disable.class, Disabled.class);

    /** Lets a disabled user log in again, with tokens issued after the user was disabled. */
    public static final Rpc<Enable, Enabled> ENABLE =
            Service.ACCESS.rpc("api.users.enable", Enable.class, Enabled.class);

    /**
     * Says how a user is shown who has not logged in yet, or says it anew. The next login with another profile in its token
     * takes its place.
     */
    public static final Rpc<Update, Updated> UPDATE =
            Service.ACCESS.rpc("api.users.update", Update.class, Updated.class);

    /** What the caller lets others see. Without a field it only says so. */
    public static final Rpc<ChangePrivacy, PrivacySettings> PRIVACY =
            new Rpc<>("api.users.privacy", ChangePrivacy.class, PrivacySettings.class).idempotent();

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

    /** All that is shown of a user, as in a {@link Profile}; what is absent is shown no more. */
    public record Update(UserId user, @Nullable String name, @Nullable String picture, @Nullable String role)
            implements UserScoped {
        public Update {
            Check.user("user", user);
            Profile.check(name, picture, role);
        }

        /** The same as a profile. */
        public Profile profile() {
            return new Profile(name, picture, role);
        }
    }

    /** Stored. */
    public record Updated(UserId user) {}

    /**
     * @param lastSeen whether others see when the caller was last online; absent: as before
     * @param receipts whether others see how far the caller has read; absent: as before
     */
    public record ChangePrivacy(@Nullable Boolean lastSeen, @Nullable Boolean receipts) {}

    /** What holds from now on. */
    public record PrivacySettings(boolean lastSeen, boolean receipts) {}

    private Users() {}
}
