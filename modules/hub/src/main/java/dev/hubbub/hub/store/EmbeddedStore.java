// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one file, served on the loopback interface in MongoDB's wire protocol. What it acknowledged survives the
 * death of the process; a power cut may take what was written in the last second. Opening and closing block.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
    private static final String HOST = "127.0.0.1";
    private static final long BEAT_MILLIS = 1_000;
    private static final int MOST_PIECES = 4;

    private final StoreLock lock;
    private final MVStore file;
    private final StoreMark mark;
    private final CommittingBackend backend;
    private final MongoServer server;
    private final StoreBeat beat = new StoreBeat(this::writeDown, BEAT_MILLIS, EmbeddedStore::report);

    private EmbeddedStore(StoreLock lock, StoreMark mark, CommittingBackend backend) {
        this.lock = lock;
        this.mark = mark;
        this.backend = backend;
        this.file = backend.getMvStore();
        this.server = new MongoServer(backend);
    }

    /**
     * Opens the store of a directory, or makes it.
     *
     * @param directory exists
     * @param port 0 takes a free one
     * @param broken is told, once or more, when the file can no longer be written; nothing can be stored from then on
     * @throws StoreException with a message for the operator; then nothing is left open
     */
    public static EmbeddedStore open(Path directory, int port, Consumer<Throwable> broken) {
        StoreLock lock = StoreLock.of(directory);
        try {
            StoreMark mark = new StoreMark(directory.resolve("store.mark"));
            CommittingBackend backend = StoreFile.open(directory.resolve("store.mv"), mark, broken);
            EmbeddedStore store = new EmbeddedStore(lock, mark, backend);
            store.bind(port);
            return store;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @SuppressWarnings("AddressSelection") // a literal has one address
    private void bind(int port) {
        try {
            // One worker: the server changes documents in place, and more would see each other's half-done work.
            server.bind(new InetSocketAddress(HOST, port), 1, 1);
        } catch (Exception e) { // Netty throws what it failed with, checked or not
            server.shutdownNow();
            LOG.debug("bind failed", e);
            throw new StoreException("--port: " + port + " (expected: a free port)");
        }
        beat.start();
    }

    /** Where a MongoDB driver finds it. */
    public String connectionString() {
        return "mongodb://" + HOST + ":" + server.getLocalAddress().getPort();
    }

    private void writeDown() throws IOException {
        for (int piece = 0; piece < MOST_PIECES && backend.tidy(); piece++) {
            // commands go in between
        }
        long version = backend.version();
        file.sync();
        mark.write(version);
    }

    private static void report(Exception cause) {
        LOG.error("the store cannot be written", cause);
    }

    /** Lets the command in hand finish, writes everything down and lets go of the directory. */
    @Override
    public void close() {
        beat.close();
        server.shutdownNow();
        lock.close();
    }
}
