// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The file of the store. A new one appears whole, by a rename; so a file that is there and cannot be read was damaged,
 * and is refused rather than begun anew.
 */
final class StoreFile {
    private static final String ABOUT = "about";
    private static final String FORMAT = "1";
    private static final int RETENTION_MILLIS = 5_000;
    private static final int KEYS_PER_PAGE = 16;

    /** @param broken is told when the file can no longer be written */
    static CommittingBackend open(Path file, StoreMark mark, Consumer<Throwable> broken) {
        if (!Files.exists(file)) {
            create(file);
        }
        MVStore store = null;
        try {
            store = mount(file, broken);
            mark.check(store.getCurrentVersion());
            check(store);
            return new CommittingBackend(store);
        } catch (RuntimeException e) { // H2 and the server throw many kinds for a file that is not as they wrote it
            if (store != null) {
                store.closeImmediately();
            }
            throw new StoreException(file + ": " + reason(e)
                    + " (expected: a store that this version of the hub wrote; bring back a copy of it, or move it"
                    + " away to begin anew)");
        }
    }

    private static MVStore mount(Path file, Consumer<Throwable> broken) {
        MVStore store = builder(file)
                .backgroundExceptionHandler((thread, cause) -> broken.accept(cause))
                .open();
        // Space of outdated chunks is used again after this time. Longer than the beat of EmbeddedStore, which forces
        // the file to disk: what a power cut may bring back is then still whole.
        store.setRetentionTime(RETENTION_MILLIS);
        return store;
    }

    /**
     * A commit writes the touched pages anew, whole. Small pages, compressed, keep the file about ten times smaller
     * under load and cost no speed: documents are stored with the names of their Java classes.
     */
    private static MVStore.Builder builder(Path file) {
        return new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .keysPerPage(KEYS_PER_PAGE)
                .compress();
    }

    private static void create(Path file) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            try (MVStore store = builder(draft).open()) {
                store.<String, String>openMap(ABOUT).put("format", FORMAT);
                store.commit();
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | MVStoreException e) {
            throw new StoreException(file + ": cannot be made (expected: a directory that can be written)");
        }
    }

    /** Reads both ends of every map, so that an unreadable one stops the start and not the first request. */
    private static void check(MVStore store) {
        String format = store.<String, String>openMap(ABOUT).get("format");
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

    private StoreFile() {}
}
