// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.Collection;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Commits each command before its reply leaves: an acknowledged write survives the end of the process. The server has
 * one worker, so each command is one commit, even a batch of a thousand inserts.
 */
final class CommittingBackend extends H2Backend {
    private static final int FILL_PERCENT = 50;
    private static final int COMPACT_BYTES = 1 << 20;
    private static final int COMMITS_OF_A_COMPACTION = 500;

    private final CommandInterceptor interceptor;
    private int commits;

    CommittingBackend(MVStore store, CommandInterceptor interceptor) {
        super(store);
        this.interceptor = interceptor;
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return TypedDatabase.open(name, getMvStore(), getCursorRegistry());
    }

    /** All commands pass here, those of old and of new wire messages. */
    @Override
    public synchronized Document handleCommand(Channel channel, String database, String command, Document query) {
        try {
            return interceptor.handle(command, query, changed -> {
                byIdOnly(changed.get("filter"));
                for (String writes : List.of("updates", "deletes")) {
                    if (changed.get(writes) instanceof Collection<?> each) {
                        each.forEach(write -> byIdOnly(((Document) write).get("q")));
                    }
                }
                return super.handleCommand(channel, database, command, changed);
            });
        } finally {
            commit(); // after a failure too: a part of the command may be done
        }
    }

    /**
     * An {@code _id} holds its room, but in the index of words, where it is a range. With a second field in the query the server
     * would read the whole collection.
     */
    private static void byIdOnly(@Nullable Object query) {
        if (query instanceof Document filter && filter.containsKey("_id") && !filter.containsKey("words")) {
            filter.remove("room");
        }
    }

    @Override
    public synchronized void commit() {
        long before = getMvStore().getCurrentVersion();
        getMvStore().commit();
        boolean isWritten = getMvStore().getCurrentVersion() != before;
        if (isWritten && !isInMemory() && ++commits % COMMITS_OF_A_COMPACTION == 0) {
            getMvStore().compact(FILL_PERCENT, COMPACT_BYTES);
        }
    }
}
