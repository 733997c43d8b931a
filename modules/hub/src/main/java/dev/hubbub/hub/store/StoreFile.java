// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the file of the store. A new file is completed before it gets its name; so an existing file that cannot be read
 * is damaged, and is refused rather than replaced.
 */
final class StoreFile {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);
    private static final String METADATA_MAP = "about";
    private static final String FORMAT = "1";
    private static final int RETENTION_MILLIS = 5_000;
    private static final int KEYS_PER_PAGE = 16;

    private final Path path;
    private final String name;
    private final StoreWatermark watermark;
    private final Durability durability;

    /** @param scheme of H2's file system; empty for the default */
    StoreFile(Path path, String scheme, StoreWatermark watermark, Durability durability) {
        this.path = path;
        this.name = scheme + path;
        this.watermark = watermark;
        this.durability = durability;
    }

    /** Opens the file, and makes it if it is missing. */
    CommittingBackend open() {
        if (!Files.exists(path)) {
            create();
        }
        return openForWriting();
    }

    /** Opens an existing file; H2 itself would make a new one. */
    CommittingBackend openForWriting() {
        if (!Files.exists(path)) {
            throw new StoreException(path + ": not there any more (expected: the file that was there)");
        }
        return open(builder(name));
    }

    /** Opens an existing file that cannot be written now. */
    CommittingBackend openForReading() {
        return open(builder(name).readOnly());
    }

    private CommittingBackend open(MVStore.Builder builder) {
        MVStore store = null;
        try {
            store = openStore(builder);
            watermark.check(store.getCurrentVersion());
            check(store);
            return new CommittingBackend(store, durability);
        } catch (RuntimeException e) { // H2 and the server throw many kinds for a damaged file
            if (store != null) {
                store.closeImmediately();
            }
            throw new StoreException(path + ": " + reason(e)
                    + " (expected: a store that this version of the hub wrote; bring back a copy of it, or move it"
                    + " away to begin anew)");
        }
    }

    private static MVStore openStore(MVStore.Builder builder) {
        MVStore store = builder.backgroundExceptionHandler((thread, cause) -> LOG.debug("H2 gave up", cause))
                .open();
        // H2 uses the space of outdated chunks again after this time. It is longer than the interval at which
        // EmbeddedStore forces the file to disk, so the version that a power cut may bring back is still complete.
        store.setRetentionTime(RETENTION_MILLIS);
        return store;
    }

    /**
     * A commit rewrites each touched page as a whole. Small pages, compressed, keep the file about ten times smaller
     * under load and cost no speed: documents are stored with the names of their Java classes.
     */
    private static MVStore.Builder builder(String name) {
        return new MVStore.Builder()
                .fileName(name)
                .autoCommitDisabled()
                .keysPerPage(KEYS_PER_PAGE)
                .compress();
    }

    private void create() {
        Path temporary = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(temporary);
            try (MVStore store = builder(temporary.toString()).open()) {
                store.<String, String>openMap(METADATA_MAP).put("format", FORMAT);
                store.commit();
                store.sync();
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | MVStoreException e) {
            throw new StoreException(path + ": cannot be made (expected: a directory that can be written)");
        }
    }

    /** Changes a value without meaning, so that there is something to commit. */
    static void touch(MVStore store) {
        store.<String, String>openMap(METADATA_MAP).put("touched", Long.toString(store.getCurrentVersion()));
    }

    /** Reads both ends of every map, so that an unreadable map stops the start and not the first request. */
    private static void check(MVStore store) {
        String format = store.<String, String>openMap(METADATA_MAP).get("format");
        if (!FORMAT.equals(format)) {
            throw new IllegalStateException("format " + format);
        }
        for (String name : store.getMapNames()) {
            MVMap<Object, Object> map = store.openMap(name);
            if (!map.isEmpty()) {
                map.get(map.firstKey());
                map.get(map.lastKey());
            }
        }
    }

    private static String reason(RuntimeException e) {
        return e.getMessage() == null
                ? "damaged"
                : e.getMessage().lines().findFirst().orElse("damaged");
    }
}
