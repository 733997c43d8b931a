// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store's file that survives a disk that is full or read-only. H2 gives a file up when a write fails. Then what was
 * not committed is dropped and its sender refused; the file is opened again for reading only, and for writing as soon
 * as that works.
 */
final class MendingStore {
    private static final Logger LOG = LoggerFactory.getLogger(MendingStore.class);
    private static final int MOST_PIECES = 4;
    private static final int MOST_UNREADABLE = 60;

    private final StoreFile file;
    private final StoreMark mark;
    private final Consumer<Throwable> lost;
    private CommittingBackend backend;
    private int unreadable;
    private boolean warned;

    /** @param lost is told when the file cannot even be read for a minute of beats */
    MendingStore(StoreFile file, StoreMark mark, Consumer<Throwable> lost) {
        this.file = file;
        this.mark = mark;
        this.lost = lost;
        this.backend = file.open();
    }

    synchronized CommittingBackend backend() {
        return backend;
    }

    /** Runs a command on the backend, alone. */
    synchronized <T> T guarded(Supplier<T> command) {
        if (backend.isBroken()) {
            throw CommittingBackend.unwritable();
        }
        try {
            return command.get();
        } catch (RuntimeException e) {
            if (!backend.isBroken()) {
                throw e;
            }
            failed(e);
            throw CommittingBackend.unwritable();
        }
    }

    /** To be called every second: forces what was written to disk; or tries whether the file can be written again. */
    void beat() throws IOException {
        CommittingBackend now = backend();
        if (now.isBroken() || now.getMvStore().isReadOnly()) {
            mend();
            return;
        }
        try {
            writeDown(now);
            warned = false;
        } catch (RuntimeException | IOException e) {
            failed(e);
        }
    }

    private void writeDown(CommittingBackend now) throws IOException {
        for (int piece = 0; piece < MOST_PIECES && now.tidy(); piece++) {
            // commands go in between
        }
        long version = now.version();
        now.getMvStore().sync();
        mark.write(version);
    }

    private synchronized void failed(Exception cause) {
        if (!warned) {
            warned = true;
            LOG.error("the store cannot be written: {}", cause.toString());
        }
        if (backend.isBroken()) {
            openToRead();
        }
    }

    private void openToRead() {
        try {
            backend = file.openToRead();
            unreadable = 0;
        } catch (StoreException e) {
            LOG.debug("the store cannot be read", e);
            if (++unreadable == MOST_UNREADABLE) {
                lost.accept(e);
            }
        }
    }

    private void mend() {
        if (!mark.isWritable()) {
            return; // as cheap as it gets; opening the store is not
        }
        synchronized (this) {
            backend.getMvStore().closeImmediately();
            try {
                backend = file.openToWrite();
                backend.prove();
                unreadable = 0;
                warned = false;
                LOG.info("the store can be written again");
            } catch (RuntimeException e) { // H2 throws many kinds
                LOG.debug("the store still cannot be written", e);
                backend.getMvStore().closeImmediately();
                openToRead();
            }
        }
    }

    /** Writes everything down, as far as that is possible. */
    synchronized void close() {
        backend.close();
    }
}
