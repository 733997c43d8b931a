// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Access.AuthorizeLogin;
import dev.hubbub.contract.rooms.Access.LoginAuthorized;
import dev.hubbub.contract.rooms.Access.Revoked;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.Status;
import dev.hubbub.contract.users.UserRecords.ValidFrom;
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
        return voidTokens(body.user(), now).map(stored -> {
            LOG.info("user {}: tokens void until {}, by {}", body.user(), now, caller.user());
            revocations.start(new Revoked(body.user(), now, false));
            return new LoggedOut(body.user(), now);
        });
    }

    /** Tokens first: when the user is enabled again those from before must stay void, whatever fails between. */
    public Future<Disabled> disable(Caller caller, Disable body) {
        requireServer(caller, "disable users");
        Instant now = UserUpdateQueue.now(clock);
        return updates.enqueue(body.user(), at -> voidTokens(body.user(), now)
                        .compose(stored -> decide(caller, body.user(), new Status(true, at))))
                .map(stored -> {
                    revocations.start(new Revoked(body.user(), now, true));
                    return new Disabled(body.user());
                });
    }

    public Future<Enabled> enable(Caller caller, Enable body) {
        requireServer(caller, "enable users");
        return updates.enqueue(body.user(), at -> decide(caller, body.user(), new Status(false, at)))
                .map(stored -> {
                    revocations.stop(body.user());
                    return new Enabled(body.user());
                });
    }

    /** Handles the event, from any node, that a user was logged out or disabled. */
    public void onRevoked(Revoked revoked) {
        statuses.invalidate(revoked.user());
    }

    private Future<?> voidTokens(UserId user, Instant until) {
        return raise(user, UserRecords.raise(user, new ValidFrom(until)));
    }

    private Future<?> decide(Caller caller, UserId user, Status status) {
        return raise(user, UserRecords.raise(user, status))
                .onSuccess(stored -> LOG.info(
                        "user {}: disabled {} at {}, by {}", user, status.disabled(), status.at(), caller.user()));
    }

    private Future<Records.Stored> raise(UserId user, Records.Raise request) {
        return users.raise(request)
                .onComplete(either -> statuses.invalidate(user)); // a failed write may have been stored
    }

    private static void requireServer(Caller caller, String action) {
        if (!caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server may " + action);
        }
    }
}
