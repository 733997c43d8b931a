// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a store running while its disk is full or read-only. H2 closes the file when a write fails. Then the
 * uncommitted changes are dropped and their command is refused; the file is reopened for reading only, and for writing
 * as soon as that works.
 */
final class RecoveringStore {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveringStore.class);
    private static final int MAX_COMPACTIONS = 4;
    private static final int MAX_READ_FAILURES = 60;

    private final StoreFile file;
    private final StoreWatermark watermark;
    private final Consumer<Throwable> onUnreadable;
    private CommittingBackend backend;
    private int readFailures;
    private boolean warned;

    /** @param onUnreadable accepts the cause when the file could not be read for a minute */
    RecoveringStore(StoreFile file, StoreWatermark watermark, Consumer<Throwable> onUnreadable) {
        this.file = file;
        this.watermark = watermark;
        this.onUnreadable = onUnreadable;
        this.backend = file.open();
    }

    synchronized CommittingBackend backend() {
        return backend;
    }

    /** Runs a command on the backend; one at a time. */
    synchronized <T> T execute(Supplier<T> command) {
        if (backend.isClosed()) {
            throw CommittingBackend.notWritable();
        }
        try {
            return command.get();
        } catch (RuntimeException e) {
            if (!backend.isClosed()) {
                throw e;
            }
            onWriteFailure(e);
            throw CommittingBackend.notWritable();
        }
    }

    /** To call every second: forces the file to disk, or tries whether it can be written again. */
    void maintain() throws IOException {
        CommittingBackend current = backend();
        if (current.isClosed() || current.getMvStore().isReadOnly()) {
            recover();
            return;
        }
        try {
            sync(current);
            warned = false;
        } catch (RuntimeException | IOException e) {
            onWriteFailure(e);
        }
    }

    private void sync(CommittingBackend current) throws IOException {
        for (int i = 0; i < MAX_COMPACTIONS && current.compact(); i++) {
            // commands may run in between
        }
        long version = current.version();
        current.getMvStore().sync();
        watermark.write(version);
    }

    private synchronized void onWriteFailure(Exception cause) {
        if (!warned) {
            warned = true;
            LOG.error("the store cannot be written: {}", cause.toString());
        }
        if (backend.isClosed()) {
            openForReading();
        }
    }

    private void openForReading() {
        try {
            backend = file.openForReading();
            readFailures = 0;
        } catch (StoreException e) {
            LOG.debug("the store cannot be read", e);
            if (++readFailures == MAX_READ_FAILURES) {
                onUnreadable.accept(e);
            }
        }
    }

    private void recover() {
        if (!watermark.isWritable()) {
            return; // cheap, unlike opening the store
        }
        synchronized (this) {
            backend.getMvStore().closeImmediately();
            try {
                backend = file.openForWriting();
                backend.checkWritable();
                readFailures = 0;
                warned = false;
                LOG.info("the store can be written again");
            } catch (RuntimeException e) { // H2 throws many kinds
                LOG.debug("the store still cannot be written", e);
                backend.getMvStore().closeImmediately();
                openForReading();
            }
        }
    }

    /** Writes everything to disk, if possible. */
    synchronized void close() {
        backend.close();
    }
}
