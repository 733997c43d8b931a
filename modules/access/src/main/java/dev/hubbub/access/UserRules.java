// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

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

/** Who may come in at all, and who decides that. */
final class UserRules {
    private static final Logger LOG = LoggerFactory.getLogger(UserRules.class);

    private final UserLog log;
    private final Passes passes;
    private final Revocations revocations;
    private final Decisions decisions;
    private final InstantSource clock;

    UserRules(UserLog log, Passes passes, Revocations revocations, Decisions decisions, InstantSource clock) {
        this.log = log;
        this.passes = passes;
        this.revocations = revocations;
        this.decisions = decisions;
        this.clock = clock;
    }

    Future<LoginAuthorized> admit(AuthorizeLogin body) {
        return passes.of(body.user()).compose(pass -> pass.refuses(body.issuedAt())
                .<Future<LoginAuthorized>>map(Future::failedFuture)
                .orElseGet(() -> Future.succeededFuture(new LoginAuthorized(body.user()))));
    }

    Future<LoggedOut> logout(Caller caller, Logout body) {
        if (!caller.user().equals(body.user())) {
            requireServer(caller, "log others out");
        }
        Instant now = Decisions.now(clock);
        return keep(caller, new UpdateUser(body.user(), null, null, now, null, null))
                .map(kept -> {
                    revocations.begin(new Revoked(body.user(), now, false));
                    return new LoggedOut(body.user(), now);
                });
    }

    Future<Disabled> disable(Caller caller, Disable body) {
        requireServer(caller, "disable users");
        Instant now = Decisions.now(clock);
        return decisions
                .decide(body.user(), at -> keep(caller, new UpdateUser(body.user(), null, null, now, true, at)))
                .map(kept -> {
                    revocations.begin(new Revoked(body.user(), now, true));
                    return new Disabled(body.user());
                });
    }

    Future<Enabled> enable(Caller caller, Enable body) {
        requireServer(caller, "enable users");
        return decisions
                .decide(body.user(), at -> keep(caller, new UpdateUser(body.user(), null, null, null, false, at)))
                .map(kept -> {
                    revocations.end(body.user());
                    return new Enabled(body.user());
                });
    }

    /** Another node says that a user was logged out or disabled. */
    void heard(Revoked revoked) {
        passes.forget(revoked.user());
    }

    private Future<UserId> keep(Caller caller, UpdateUser what) {
        return log.remember(what)
                .onComplete(either -> passes.forget(what.user())) // a failed write may have been done
                .map(kept -> {
                    LOG.info(
                            "user {}: disabled {}, tokens void until {}, by {}",
                            what.user(),
                            what.disabled() == null ? "as before" : what.disabled(),
                            what.validFrom() == null ? "as before" : what.validFrom(),
                            caller.user());
                    return what.user();
                });
    }

    private static void requireServer(Caller caller, String what) {
        if (!caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server may " + what);
        }
    }
}
