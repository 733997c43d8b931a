// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.upgrade;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import dev.hubbub.persistence.config.PersistenceConfig.StoreException;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.sqlite.SqliteStore;
import dev.hubbub.persistence.store.sqlite.db.OwnerOnly;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the embedded store of an older version once, before the new one is opened: where there is a {@code store.mv} and
 * no {@code hubbub.db}. The copy is made and compared in a directory of its own; then it gets its name, and the old file
 * the name {@code store.mv.copied}. A copy that fails changes nothing.
 */
public final class StoreUpgrade {
    private static final Logger LOG = LoggerFactory.getLogger(StoreUpgrade.class);
    private static final String NEW = "hubbub.db";
    private static final List<String> COPY_FILES = List.of(NEW, NEW + "-wal", NEW + "-shm", NEW + ".new", "store.lock");
    private static final long BATCH_SECONDS = 60;

    private final Vertx vertx;
    private final PersistenceConfig config;
    private final Path directory;
    private final Path copy;

    private StoreUpgrade(Vertx vertx, PersistenceConfig config, Path directory) {
        this.vertx = vertx;
        this.config = config;
        this.directory = directory;
        this.copy = directory.resolve("store.copy");
    }

    /** Completes when there is nothing to copy any more. Fails with a StoreException, for the operator. */
    public static Future<Void> run(Vertx vertx, PersistenceConfig config) {
        Path directory = Path.of(Objects.requireNonNull(config.directory(), "persistence.directory"));
        StoreUpgrade upgrade = new StoreUpgrade(vertx, config, directory);
        return vertx.executeBlocking(upgrade::isNeeded)
                .compose(needed -> needed ? upgrade.start() : Future.succeededFuture());
    }

    private boolean isNeeded() {
        return Files.exists(directory.resolve(OldStoreFile.NAME)) && !Files.exists(directory.resolve(NEW));
    }

    /** On a thread of its own, which waits for the new store: a large one takes minutes. */
    private Future<Void> start() {
        Promise<Void> done = Promise.promise();
        Context asker = vertx.getOrCreateContext();
        Runnable work = () -> {
            StoreException failure = upgrade();
            asker.runOnContext(now -> {
                if (failure == null) {
                    done.complete();
                } else {
                    done.fail(failure);
                }
            });
        };
        new Thread(work, "hubbub-store-upgrade").start();
        return done.future();
    }

    /** Returns why it failed. */
    private @Nullable StoreException upgrade() {
        Path old = directory.resolve(OldStoreFile.NAME);
        LOG.info("{} is copied to {}", old, NEW);
        try {
            deleteCopy();
            long entries = copy();
            publish();
            LOG.info("{} entries are copied and compared; {}.copied is not needed any more", entries, old);
            return null;
        } catch (Exception | Error e) { // H2 throws many kinds for a damaged file, and the asker waits
            LOG.debug("the copy failed", e);
            deleteFailedCopy();
            return new StoreException(
                    old + ": cannot be copied to " + NEW + ": " + reason(e) + " (expected: a store of an"
                            + " older version of the hub, which is not running; it is as it was: bring back a copy of it, or move"
                            + " it away to begin anew)");
        }
    }

    private long copy() throws Exception {
        PersistenceConfig copied = config.storedIn(copy.toString()).durable(Durability.POWER);
        try (OldStoreFile from = OldStoreFile.open(directory, config.databaseName())) {
            Store to = await(SqliteStore.open(vertx, copied));
            try {
                StoreCopy work = new StoreCopy(from, to);
                long entries = work.copy();
                work.verify();
                return entries;
            } finally {
                await(to.close());
            }
        }
    }

    private void publish() throws IOException {
        if (Files.exists(copy.resolve(NEW + "-wal"))) {
            throw new IOException(copy.resolve(NEW + "-wal") + " is still there");
        }
        Files.move(copy.resolve(NEW), directory.resolve(NEW), StandardCopyOption.ATOMIC_MOVE);
        deleteCopy();
        for (String name : List.of(OldStoreFile.NAME, OldStoreFile.WATERMARK)) {
            Path file = directory.resolve(name);
            if (Files.exists(file)) {
                Files.move(file, directory.resolve(name + ".copied"));
                OwnerOnly.restrict(directory.resolve(name + ".copied"));
            }
        }
    }

    private void deleteCopy() throws IOException {
        for (String name : COPY_FILES) {
            Files.deleteIfExists(copy.resolve(name));
        }
        Files.deleteIfExists(copy);
    }

    private void deleteFailedCopy() {
        try {
            deleteCopy();
        } catch (IOException e) {
            LOG.debug("the next start deletes it", e);
        }
    }

    private static String reason(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }

    static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(BATCH_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
