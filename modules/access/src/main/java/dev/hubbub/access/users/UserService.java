// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.UpdateUser;
import dev.hubbub.contract.rooms.Access.AuthorizeLogin;
import dev.hubbub.contract.rooms.Access.LoginAuthorized;
import dev.hubbub.contract.rooms.Access.Revoked;
import dev.hubbub.contract.users.Users.Disable;
import dev.hubbub.contract.users.Users.Disabled;
import dev.hubbub.contract.users.Users.Enable;
import dev.hubbub.contract.users.Users.Enabled;
import dev.hubbub.contract.users.Users.LoggedOut;
import dev.hubbub.contract.users.Users.Logout;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which users may log in; logs out, disables and enables users. */
public final class UserService {
    private static final Logger LOG = LoggerFactory.getLogger(UserService.class);

    private final UserRecordClient users;
    private final AccountStatusCache statuses;
    private final RevocationPublisher revocations;
    private final UserUpdateQueue updates;
    private final InstantSource clock;

    public UserService(
            UserRecordClient users,
            AccountStatusCache statuses,
            RevocationPublisher revocations,
            UserUpdateQueue updates,
            InstantSource clock) {
        this.users = users;
        this.statuses = statuses;
        this.revocations = revocations;
        this.updates = updates;
        this.clock = clock;
    }

    public Future<LoginAuthorized> authorizeLogin(AuthorizeLogin body) {
        return statuses.get(body.user()).compose(status -> status.refusal(body.issuedAt())
                .<Future<LoginAuthorized>>map(Future::failedFuture)
                .orElseGet(() -> Future.succeededFuture(new LoginAuthorized(body.user()))));
    }

    public Future<LoggedOut> logout(Caller caller, Logout body) {
        if (!caller.user().equals(body.user())) {
            requireServer(caller, "log others out");
        }
        Instant now = UserUpdateQueue.now(clock);
        return update(caller, new UpdateUser(body.user(), null, null, now, null, null))
                .map(stored -> {
                    revocations.start(new Revoked(body.user(), now, false));
                    return new LoggedOut(body.user(), now);
                });
    }

    public Future<Disabled> disable(Caller caller, Disable body) {
        requireServer(caller, "disable users");
        Instant now = UserUpdateQueue.now(clock);
        return updates.enqueue(
                        body.user(), at -> update(caller, new UpdateUser(body.user(), null, null, now, true, at)))
                .map(stored -> {
                    revocations.start(new Revoked(body.user(), now, true));
                    return new Disabled(body.user());
                });
    }

    public Future<Enabled> enable(Caller caller, Enable body) {
        requireServer(caller, "enable users");
        return updates.enqueue(
                        body.user(), at -> update(caller, new UpdateUser(body.user(), null, null, null, false, at)))
                .map(stored -> {
                    revocations.stop(body.user());
                    return new Enabled(body.user());
                });
    }

    /** Handles the event, from any node, that a user was logged out or disabled. */
    public void onRevoked(Revoked revoked) {
        statuses.invalidate(revoked.user());
    }

    private Future<UserId> update(Caller caller, UpdateUser update) {
        return users.updateUser(update)
                .onComplete(either -> statuses.invalidate(update.user())) // a failed write may have been stored
                .map(stored -> {
                    LOG.info(
                            "user {}: disabled {}, tokens void until {}, by {}",
                            update.user(),
                            update.disabled() == null ? "as before" : update.disabled(),
                            update.validFrom() == null ? "as before" : update.validFrom(),
                            caller.user());
                    return update.user();
                });
    }

    private static void requireServer(Caller caller, String action) {
        if (!caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server may " + action);
        }
    }
}
