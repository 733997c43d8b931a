// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import dev.hubbub.testkit.SelfSigned;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;

/**
 * A MongoDB server on the loopback interface, in memory or over one file. An acknowledged write survives the end of the
 * process. Opening and closing block.
 */
public final class MongoTestServer implements AutoCloseable {
    private static final String FILE = "mongo.mv";
    private static final int KEYS_PER_PAGE = 16;
    private static final int RETENTION_MILLIS = 5_000;

    private final MongoServer server;

    private MongoTestServer(MongoBackend backend, int port) {
        this(new MongoServer(backend), port);
    }

    private MongoTestServer(MongoServer server, int port) {
        this.server = server;
        // One worker: the server changes documents in place, and encodes replies while the next request changes them.
        server.bind(new InetSocketAddress(loopback(), port), 1, 1);
    }

    /** A server that keeps nothing, on a free port. */
    public static MongoTestServer inMemory() {
        return inMemory(CommandInterceptor.NONE);
    }

    /** The same with an interceptor, which is called by one thread. */
    public static MongoTestServer inMemory(CommandInterceptor interceptor) {
        return new MongoTestServer(new CommittingBackend(MVStore.open(null), interceptor), 0);
    }

    /** A server that keeps nothing, over TLS. */
    public static MongoTestServer encrypted(SelfSigned pair) {
        MongoServer server = new MongoServer(new CommittingBackend(MVStore.open(null), CommandInterceptor.NONE));
        server.enableSsl(pair.privateKey(), null, pair.x509());
        return new MongoTestServer(server, 0);
    }

    /**
     * A server over a file in this directory.
     *
     * @param port 0 takes a free port
     */
    public static MongoTestServer open(Path directory, int port) {
        return new MongoTestServer(
                new CommittingBackend(store(directory.resolve(FILE)), CommandInterceptor.NONE), port);
    }

    /** A server that writes {@code store.mv} as the hub did before it had SQLite; whole when it is closed. */
    public static MongoTestServer asBeforeSqlite(Path directory) {
        MVStore store = store(directory.resolve("store.mv"));
        store.<String, String>openMap("about").put("format", "1");
        return new MongoTestServer(new H2Backend(store), 0);
    }

    /** A commit rewrites each page that it touches as a whole: small pages, compressed, keep the file small. */
    private static MVStore store(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .keysPerPage(KEYS_PER_PAGE)
                .compress()
                .open();
        store.setRetentionTime(RETENTION_MILLIS); // H2 uses the space of outdated chunks again after this time
        return store;
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The connection string for a MongoDB driver. */
    public String connectionString() {
        return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
    }

    /** Finishes the current command, and closes the file. */
    @Override
    public void close() {
        server.shutdownNow();
    }

    /**
     * Serves a directory, which is made if it is missing, until the process is ended: {@code --port N --data DIR}. Prints
     * {@code ready mongodb://127.0.0.1:PORT}.
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4 || !arguments[0].equals("--port") || !arguments[2].equals("--data")) {
            throw new IllegalArgumentException(String.join(" ", arguments) + " (expected: --port N --data DIR)");
        }
        Path directory = Files.createDirectories(Path.of(arguments[3]));
        MongoTestServer server = open(directory, Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("ready " + server.connectionString());
        Thread.currentThread().join();
    }
}
