// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a user may come in, and with which tokens.
 *
 * @param validFrom tokens must be issued later; null: any will do
 */
record AccountStatus(Instant validFrom, boolean disabled) {
    /** Of somebody who was never logged out. */
    static final AccountStatus DEFAULT = new AccountStatus(null, false);

    static AccountStatus of(MessageLog.UserRecord user) {
        return new AccountStatus(user.validFrom(), Boolean.TRUE.equals(user.disabled()));
    }

    /**
     * Why a token is not good enough. Most issuers round down to a second, so that one of the very second of the
     * logout looks older than it: void as well.
     *
     * @param issuedAt null: not known, and older than any
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
