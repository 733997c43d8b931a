// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.quota;

import dev.hubbub.access.config.AccessConfig.Adding;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.limits.Limits.TakeTokens;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which users a user may put into rooms: none, those who share a room with it, or so many strangers in an hour. Others it
 * invites, and they count as strangers too. The host app's server has no limit. While nothing counts for all nodes strangers are not counted.
 */
public final class AddingLimit {
    private static final Logger LOG = LoggerFactory.getLogger(AddingLimit.class);
    private static final long TIMEOUT_MILLIS = 1_500;

    private final Adding adding;
    private final Acquaintances acquaintances;
    private final Function<TakeTokens, Future<TokensTaken>> limits;

    /** @param limits takes tokens of a limit over all nodes */
    public AddingLimit(
            Adding adding,
            MessageLogClient log,
            RoomPolicies policies,
            Function<TakeTokens, Future<TokensTaken>> limits) {
        this.adding = adding;
        this.acquaintances = new Acquaintances(log, policies);
        this.limits = limits;
    }

    /**
     * Fails with FORBIDDEN or TOO_MANY if the caller may put so many strangers into rooms neither as members nor as invited.
     *
     * @return those of the users who are invited, because only others may add them
     */
    Future<List<UserId>> invited(Caller caller, List<UserId> users) {
        List<UserId> others =
                users.stream().filter(user -> !user.equals(caller.user())).toList();
        if (others.isEmpty() || caller.may(Grant.SERVER) || adding.isUnlimited()) {
            return Future.succeededFuture(List.of());
        }
        return acquaintances
                .strangers(caller, others)
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(expected(cause)))
                .compose(strangers -> count(caller, strangers).map(counted -> invited(others, strangers)));
    }

    private List<UserId> invited(List<UserId> others, List<UserId> strangers) {
        return switch (adding.who()) {
            case ANYONE -> List.of();
            case SHARED -> strangers;
            case SERVER -> others;
        };
    }

    private static Throwable expected(Throwable cause) {
        return cause instanceof HubException
                ? cause
                : new HubException(ErrorCode.UNAVAILABLE, "the rooms that you share took too long to find, try again");
    }

    private Future<Void> count(Caller caller, List<UserId> strangers) {
        int most = adding.strangersPerHour();
        if (strangers.isEmpty() || most == 0) {
            return Future.succeededFuture();
        }
        if (strangers.size() > most) {
            return forbidden(
                    strangers.size() + " users who share no room with you (expected: at most " + most + " in an hour)");
        }
        return limits.apply(TakeTokens.allOfAnHour(caller.user(), "strangers", strangers.size(), most))
                .recover(cause -> {
                    LOG.debug("strangers are not counted for now: {}", cause.getMessage());
                    return Future.succeededFuture(new TokensTaken(strangers.size(), 0));
                })
                .compose(taken -> taken.tokens() == strangers.size() ? Future.succeededFuture() : tooMany(taken));
    }

    private Future<Void> tooMany(TokensTaken taken) {
        return Future.failedFuture(HubException.tooMany(
                "strangers: more than " + adding.strangersPerHour() + " put into rooms in an hour",
                Duration.ofMillis(taken.retryAfterMillis())));
    }

    private static Future<Void> forbidden(String text) {
        return Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, text));
    }
}
