// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import de.bwaldvogel.mongo.MongoServer;
import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one file, served on the loopback interface in MongoDB's wire protocol. An acknowledged write survives the
 * death of the process; a power cut may lose the writes of the last second, except with {@code POWER}. While the file
 * cannot be written, it refuses writes and serves reads. Opening and closing block.
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

    /** Opens the store of a directory with durability {@code PROCESS}. */
    public static EmbeddedStore open(Path directory, int port, Consumer<Throwable> onFailure) {
        return open(directory, port, Durability.PROCESS, onFailure);
    }

    /**
     * Opens the store of a directory, and makes it if it is missing.
     *
     * @param directory an existing directory
     * @param port 0 takes a free port
     * @param durability what an acknowledged write survives
     * @param onFailure accepts the cause when the file cannot be read any more; the store does not work then
     * @throws StoreException with a message for the operator; it leaves nothing open
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

    @SuppressWarnings("AddressSelection") // an IP literal has one address
    private void bind(int port) {
        try {
            // One worker: the server changes documents in place, so two would see each other's unfinished changes.
            server.bind(new InetSocketAddress(HOST, port), 1, 1);
        } catch (Exception e) { // Netty throws the cause, checked or not
            server.shutdownNow();
            LOG.debug("bind failed", e);
            throw new StoreException("--port: " + port + " (expected: a free port)");
        }
        maintenance.start();
    }

    /** The connection string for a MongoDB driver. */
    public String connectionString() {
        return "mongodb://" + HOST + ":" + server.getLocalAddress().getPort();
    }

    private static void logFailure(Exception cause) {
        LOG.error("the store cannot be written", cause);
    }

    /** Finishes the current command, writes everything to disk and unlocks the directory. */
    @Override
    public void close() {
        maintenance.close();
        server.shutdownNow();
        lock.close();
    }
}
