// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import de.bwaldvogel.mongo.MongoServer;
import dev.hubbub.persistence.PersistenceConfig.Durability;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one file, served on the loopback interface in MongoDB's wire protocol. What it acknowledged survives the
 * death of the process; a power cut may take what was written in the last second, unless {@code POWER} is asked for.
 * While the file cannot be written, writes are refused and reads go on. Opening and closing block.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
    static final String FILE = "store.mv";
    private static final String HOST = "127.0.0.1";
    private static final long MAINTENANCE_MILLIS = 1_000;

    private final StoreLock lock;
    private final MongoServer server;
    private final PeriodicTask maintenance;

    private EmbeddedStore(StoreLock lock, RecoveringStore store) {
        this.lock = lock;
        this.server = new MongoServer(new RecoveringBackend(store));
        this.maintenance = new PeriodicTask(store::maintain, MAINTENANCE_MILLIS, EmbeddedStore::logFailure);
    }

    /** Opens the store of a directory, with what it acknowledged surviving the death of the process. */
    public static EmbeddedStore open(Path directory, int port, Consumer<Throwable> onFailure) {
        return open(directory, port, Durability.PROCESS, onFailure);
    }

    /**
     * Opens the store of a directory, or makes it.
     *
     * @param directory exists
     * @param port 0 takes a free one
     * @param durability what an acknowledged write survives
     * @param onFailure is told when the file can no longer be read; nothing more can be expected then
     * @throws StoreException with a message for the operator; then nothing is left open
     */
    public static EmbeddedStore open(Path directory, int port, Durability durability, Consumer<Throwable> onFailure) {
        return open(
                directory,
                port,
                watermark -> new StoreFile(directory.resolve(FILE), "", watermark, durability),
                onFailure);
    }

    static EmbeddedStore open(
            Path directory, int port, Function<StoreWatermark, StoreFile> file, Consumer<Throwable> onFailure) {
        StoreLock lock = StoreLock.of(directory);
        try {
            StoreWatermark watermark = new StoreWatermark(directory.resolve("store.mark"));
            EmbeddedStore store =
                    new EmbeddedStore(lock, new RecoveringStore(file.apply(watermark), watermark, onFailure));
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
        maintenance.start();
    }

    /** Where a MongoDB driver finds it. */
    public String connectionString() {
        return "mongodb://" + HOST + ":" + server.getLocalAddress().getPort();
    }

    private static void logFailure(Exception cause) {
        LOG.error("the store cannot be written", cause);
    }

    /** Lets the command in hand finish, writes everything down and lets go of the directory. */
    @Override
    public void close() {
        maintenance.close();
        server.shutdownNow();
        lock.close();
    }
}
