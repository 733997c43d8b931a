// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import org.h2.mvstore.MVStore;

/**
 * Commits each command before its reply leaves: a reply to a write means that the write survives the process. The
 * server has one worker, so whatever a command holds, a batch of thousand inserts too, is one commit.
 */
final class CommittingBackend extends H2Backend {
    private static final int FILL_PERCENT = 50;
    private static final int MOVED_BYTES = 1 << 20;

    CommittingBackend(MVStore store) {
        super(store);
    }

    /** The one way that all commands take, those of old and new wire messages alike. */
    @Override
    public synchronized Document handleCommand(Channel channel, String database, String command, Document query) {
        try {
            return super.handleCommand(channel, database, command, query);
        } finally {
            getMvStore().commit(); // after a failure too: a part may have been done
        }
    }

    /** Of the newest commit. Between two commands: while it commits, H2 tells a version that is not in the file yet. */
    synchronized long version() {
        return getMvStore().getCurrentVersion();
    }

    /**
     * Between two commands: moves what little is alive in worn chunks together, so that their space is free again.
     *
     * @return whether there was anything to move
     */
    synchronized boolean tidy() {
        boolean moved = getMvStore().compact(FILL_PERCENT, MOVED_BYTES);
        getMvStore().commit();
        return moved;
    }
}
