// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A directory for an embedded store. */
public final class TestDirectory implements AutoCloseable {
    private final Path path;

    public TestDirectory() {
        try {
            path = Files.createTempDirectory("hubbub store?");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    public PersistenceConfig config() {
        return PersistenceConfig.inMemory().storedIn(path.toString());
    }

    public Store open(Vertx vertx) throws Exception {
        return SqliteStore.open(vertx, config()).await(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> contentsFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : contentsFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
