// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.persistence.log.EntryStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets the keys of entries some time after they were stored, so that the index of keys does not grow for ever. In small
 * parts, one after the other, so that no write waits for more than one of them.
 */
final class KeyRetention {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRetention.class);

    private final EntryStore entries;
    private final Duration known;
    private final InstantSource clock;
    private boolean running;

    /** @param known how long a key is known at least */
    KeyRetention(EntryStore entries, Duration known, InstantSource clock) {
        this.entries = entries;
        this.known = known;
        this.clock = clock;
    }

    /** Forgets what is old enough. Completes, never fails, with how many keys that were; what fails is done the next time. */
    Future<Integer> run() {
        if (running) {
            return Future.succeededFuture(0);
        }
        running = true;
        return forget(0)
                .recover(cause -> {
                    LOG.debug("old keys are not forgotten yet: {}", cause.getMessage());
                    return Future.succeededFuture(0);
                })
                .onComplete(done -> running = false);
    }

    private Future<Integer> forget(int before) {
        return entries.forgetKeys(clock.instant().minus(known)).compose(count -> {
            int forgotten = before + count;
            return count < EntryStore.MAX_FORGOTTEN ? Future.succeededFuture(forgotten) : forget(forgotten);
        });
    }
}
