// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * Commits each command before its reply leaves: an acknowledged write survives the death of the process, or with {@code
 * POWER} of the machine. The server has one worker, so each command is one commit, even a batch of a thousand inserts.
 * While the file is open for reading only, it refuses writes.
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

    /** All commands pass here, those of old and of new wire messages. */
    @Override
    public synchronized Document handleCommand(Channel channel, String database, String command, Document query) {
        if (getMvStore().isReadOnly()) {
            return handleReadOnly(channel, database, command, query);
        }
        try {
            return super.handleCommand(channel, database, command, query);
        } finally {
            commit(); // after a failure too: a part of the command may be done
        }
    }

    private Document handleReadOnly(Channel channel, String database, String command, Document query) {
        if (WRITE_COMMANDS.contains(command.toLowerCase(Locale.ROOT))) {
            throw notWritable();
        }
        return super.handleCommand(channel, database, command, query);
    }

    /** The error for a write while the file cannot be written. */
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

    /** A write that cannot be forced to disk counts as not written: a client that repeats it must not find it. */
    private static void force(MVStore store) {
        try {
            store.sync();
        } catch (RuntimeException e) { // H2 throws many kinds, and would go on without an error
            store.closeImmediately();
            throw e;
        }
    }

    /** The newest commit. Synchronized, because during a commit H2 returns a version that is not in the file yet. */
    synchronized long version() {
        return getMvStore().getCurrentVersion();
    }

    /** Whether H2 closed the file, as it does when a write fails. Uncommitted changes are then lost. */
    boolean isClosed() {
        return getMvStore().isClosed();
    }

    /** Writes and forces a change to disk, or throws. */
    synchronized void checkWritable() {
        StoreFile.touch(getMvStore());
        getMvStore().commit();
        getMvStore().sync();
    }

    /**
     * Compacts chunks with little live data between two commands, so that their space can be used again.
     *
     * @return whether there was something to compact
     */
    synchronized boolean compact() {
        boolean compacted = getMvStore().compact(FILL_PERCENT, COMPACT_BYTES);
        getMvStore().commit();
        return compacted;
    }
}
