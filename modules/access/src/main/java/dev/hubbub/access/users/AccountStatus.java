// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a user may log in, and with which tokens.
 *
 * @param validFrom tokens must be issued later than this; null: every token is valid
 */
record AccountStatus(Instant validFrom, boolean disabled) {
    /** Of a user who was never logged out or disabled. */
    static final AccountStatus DEFAULT = new AccountStatus(null, false);

    static AccountStatus of(MessageLog.UserRecord user) {
        return new AccountStatus(user.validFrom(), Boolean.TRUE.equals(user.disabled()));
    }

    /**
     * Why a token is refused. Most issuers round down to a second, so a token from the same second as the logout looks
     * older than the logout, and is refused too.
     *
     * @param issuedAt null: not known, treated as older than any logout
     */
    Optional<HubException> refusal(Instant issuedAt) {
        if (disabled) {
            return Optional.of(new HubException(ErrorCode.FORBIDDEN, "user is disabled"));
        }
        boolean recent = validFrom == null || (issuedAt != null && issuedAt.isAfter(validFrom));
        return recent
                ? Optional.empty()
                : Optional.of(new HubException(ErrorCode.UNAUTHORIZED, "token is from before a logout"));
    }
}
