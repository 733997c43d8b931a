// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a user may log in, and with which tokens.
 *
 * @param validFrom tokens must be issued later than this; null: every token is valid
 */
record AccountStatus(@Nullable Instant validFrom, boolean disabled) {
    /** Of a user who was never logged out or disabled. */
    static final AccountStatus DEFAULT = new AccountStatus(null, false);

    /** The status in the records of a user. Fails when one cannot be read: the user may be disabled. */
    static AccountStatus of(List<StoredRecord> records) {
        AccountStatus status = DEFAULT;
        for (StoredRecord stored : records) {
            if (UserRecords.STATUS.is(stored)) {
                status = new AccountStatus(
                        status.validFrom, UserRecords.STATUS.read(stored).disabled());
            } else if (UserRecords.VALID_FROM.is(stored)) {
                status = new AccountStatus(UserRecords.VALID_FROM.read(stored).at(), status.disabled);
            }
        }
        return status;
    }

    /** The keys of the records that {@link #of} reads. */
    static Stream<RecordKey> keys(UserId user) {
        return Stream.of(UserRecords.STATUS, UserRecords.VALID_FROM).map(kind -> UserRecords.key(kind, user));
    }

    /**
     * Why a token is refused. Most issuers round down to a second, so a token from the same second as the logout looks
     * older than the logout, and is refused too.
     *
     * @param issuedAt null: not known, treated as older than any logout
     */
    Optional<HubException> refusal(@Nullable Instant issuedAt) {
        if (disabled) {
            return Optional.of(new HubException(ErrorCode.FORBIDDEN, "user is disabled"));
        }
        boolean recent = validFrom == null || (issuedAt != null && issuedAt.isAfter(validFrom));
        return recent
                ? Optional.empty()
                : Optional.of(new HubException(ErrorCode.UNAUTHORIZED, "token is from before a logout"));
    }
}
