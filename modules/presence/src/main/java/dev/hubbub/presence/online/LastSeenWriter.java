// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import dev.hubbub.presence.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Writes to the store when users were last seen, and retries while the store is away. */
public final class LastSeenWriter {
    private final RetryQueue<Instant> queue;

    public LastSeenWriter(RemoteServices services, Clock clock) {
        queue = new RetryQueue<>("keeping when users were last seen", clock, services::storeLastSeen);
    }

    void write(UserId user, Instant seenAt) {
        queue.add(user, seenAt);
    }

    /** When the user was last seen, if that is not written yet. */
    Optional<Instant> pending(UserId user) {
        return queue.pending(user);
    }

    /** How many users wait to be written. */
    public int waiting() {
        return queue.size();
    }

    public void retryDue() {
        queue.retryDue();
    }
}
