// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Optional;

/** Has it kept when users were last seen, later if the store is away. */
final class LastSeen {
    private final Errands<Instant> errands;

    LastSeen(Neighbours neighbours, Time time) {
        errands = new Errands<>("keeping when users were last seen", time, neighbours::remember);
    }

    void keep(UserId user, Instant seenAt) {
        errands.add(user, seenAt);
    }

    /** When the user was last seen, if that is not kept yet. */
    Optional<Instant> notYetKept(UserId user) {
        return errands.open(user);
    }

    /** How many wait to be told. */
    int waiting() {
        return errands.size();
    }

    void retry() {
        errands.retry();
    }
}
