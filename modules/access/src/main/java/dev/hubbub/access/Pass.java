// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

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
record Pass(Instant validFrom, boolean disabled) {
    /** Of somebody who was never logged out. */
    static final Pass ANY = new Pass(null, false);

    static Pass of(MessageLog.UserRecord person) {
        return new Pass(person.validFrom(), Boolean.TRUE.equals(person.disabled()));
    }

    /**
     * Why a token is not good enough. Most issuers round down to a second, so that one of the very second of the
     * logout looks older than it: void as well.
     *
     * @param issuedAt null: not known, and older than any
     */
    Optional<HubException> refuses(Instant issuedAt) {
        if (disabled) {
            return Optional.of(new HubException(ErrorCode.FORBIDDEN, "user is disabled"));
        }
        boolean recent = validFrom == null || (issuedAt != null && issuedAt.isAfter(validFrom));
        return recent
                ? Optional.empty()
                : Optional.of(new HubException(ErrorCode.UNAUTHORIZED, "token is from before a logout"));
    }
}
