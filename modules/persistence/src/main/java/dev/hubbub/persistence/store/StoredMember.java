// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user is in a room that keeps its members beside the log.
 *
 * @param role absent (null): none any more. Such a document stays, so that no older entry makes the user a member again
 * @param since the seq as of which the user became a member, or was invited or banned
 * @param until as in {@link Member}
 * @param applied the newest membership entry about the user that the document includes; 0: none
 * @param version 1 for the first, then one more with each change
 */
public record StoredMember(
        UserId user, @Nullable Role role, long since, @Nullable Instant until, long applied, long version) {
    /** Of a user who was never there; not stored. */
    public static StoredMember none(UserId user) {
        return new StoredMember(user, null, 0, null, 0, 0);
    }

    /** The next version. */
    public StoredMember next(@Nullable Role changed, long changedSince, @Nullable Instant changedUntil, long entry) {
        return new StoredMember(user, changed, changedSince, changedUntil, entry, version + 1);
    }

    /** Whether the user is a member, and not only invited or kept out. */
    public boolean isMember() {
        return role != null && role.isMember();
    }

    /** As other modules see it; empty for a user without a role. */
    public Optional<Member> member() {
        return Optional.ofNullable(role).map(known -> new Member(user, known, since, until, null));
    }
}
