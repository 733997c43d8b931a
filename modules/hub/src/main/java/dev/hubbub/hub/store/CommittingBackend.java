// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hubbub.persistence.PersistenceConfig.Durability;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * Commits each command before its reply leaves: a reply to a write means that the write survives the process, or with
 * {@code POWER} the machine. The server has one worker, so whatever a command holds, a batch of thousand inserts too,
 * is one commit. On a file that is open for reading only it refuses writes.
 */
final class CommittingBackend extends H2Backend {
    private static final int FILL_PERCENT = 50;
    private static final int COMPACT_BYTES = 1 << 20;
    private static final Set<String> WRITE_COMMANDS = Set.of(
            "insert",
            "update",
            "delete",
            "findandmodify",
            "create",
            "createindexes",
            "drop",
            "dropindexes",
            "dropdatabase",
            "deleteindexes",
            "renamecollection");

    private final Durability durability;

    CommittingBackend(MVStore store, Durability durability) {
        super(store);
        this.durability = durability;
    }

    /** The one way that all commands take, those of old and new wire messages alike. */
    @Override
    public synchronized Document handleCommand(Channel channel, String database, String command, Document query) {
        if (getMvStore().isReadOnly()) {
            return handleReadOnly(channel, database, command, query);
        }
        try {
            return super.handleCommand(channel, database, command, query);
        } finally {
            commit(); // after a failure too: a part may have been done
        }
    }

    private Document handleReadOnly(Channel channel, String database, String command, Document query) {
        if (WRITE_COMMANDS.contains(command.toLowerCase(Locale.ROOT))) {
            throw notWritable();
        }
        return super.handleCommand(channel, database, command, query);
    }

    /** What is told to whoever wants something written that cannot be. */
    static MongoServerError notWritable() {
        return new MongoServerError(14_031, "OutOfDiskSpace", "the store cannot be written");
    }

    @Override
    public synchronized void commit() {
        MVStore store = getMvStore();
        long before = store.getCurrentVersion();
        store.commit();
        if (durability == Durability.POWER && store.getCurrentVersion() != before) {
            force(store);
        }
    }

    /** What could not be forced must not be found by whoever sends it again, and so counts as not written. */
    private static void force(MVStore store) {
        try {
            store.sync();
        } catch (RuntimeException e) { // H2 throws many kinds, and would go on as if nothing had happened
            store.closeImmediately();
            throw e;
        }
    }

    /** Of the newest commit. Between two commands: while it commits, H2 tells a version that is not in the file yet. */
    synchronized long version() {
        return getMvStore().getCurrentVersion();
    }

    /** Whether H2 gave the file up, as it does when a write fails. What was not committed is in no file. */
    boolean isClosed() {
        return getMvStore().isClosed();
    }

    /** Forces everything to disk, or throws. */
    synchronized void checkWritable() {
        StoreFile.touch(getMvStore());
        getMvStore().commit();
        getMvStore().sync();
    }

    /**
     * Between two commands: moves what little is alive in worn chunks together, so that their space is free again.
     *
     * @return whether there was anything to move
     */
    synchronized boolean compact() {
        boolean compacted = getMvStore().compact(FILL_PERCENT, COMPACT_BYTES);
        getMvStore().commit();
        return compacted;
    }
}
