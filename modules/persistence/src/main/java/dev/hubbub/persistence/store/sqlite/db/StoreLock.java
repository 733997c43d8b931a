// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import dev.hubbub.persistence.config.PersistenceConfig.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Locks a directory for one process. The operating system releases the lock when the process ends, however it ends; the
 * file stays, and has no meaning without the lock.
 */
final class StoreLock implements AutoCloseable {
    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the directory if it is missing. */
    static StoreLock of(Path directory) {
        try {
            OwnerOnly.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("store.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel)) {
                return new StoreLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new StoreException(directory + ": cannot be written (expected: a directory that can be)");
        }
        throw new StoreException(directory + ": another hub uses this directory (expected: one at a time)");
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another store of this process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("store.lock: cannot be closed");
        }
    }
}
