// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import dev.hubbub.presence.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Has it kept when users were last seen, later if the store is away. */
public final class LastSeenWriter {
    private final RetryQueue<Instant> queue;

    public LastSeenWriter(RemoteServices services, Clock clock) {
        queue = new RetryQueue<>("keeping when users were last seen", clock, services::updateLastSeen);
    }

    void write(UserId user, Instant seenAt) {
        queue.add(user, seenAt);
    }

    /** When the user was last seen, if that is not kept yet. */
    Optional<Instant> pending(UserId user) {
        return queue.pending(user);
    }

    /** How many wait to be told. */
    public int waiting() {
        return queue.size();
    }

    public void retryDue() {
        queue.retryDue();
    }
}
