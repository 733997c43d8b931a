// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.upgrade;

import de.bwaldvogel.mongo.bson.Document;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The file of the embedded store before SQLite, for reading only: a MongoDB server kept its documents as Java objects in
 * the maps of an H2 file.
 */
final class OldStoreFile implements AutoCloseable {
    static final String NAME = "store.mv";
    static final String WATERMARK = "store.mark";

    private static final String FORMAT = "1";

    private final MVStore store;
    private final String database;

    private OldStoreFile(MVStore store, String database) {
        this.store = store;
        this.database = database;
    }

    /** Throws an exception of any kind, also of H2, when the file is damaged or in use. */
    static OldStoreFile open(Path directory, String database) throws IOException {
        MVStore store = new MVStore.Builder()
                .fileName(directory.resolve(NAME).toString())
                .readOnly()
                .open();
        try {
            String format = store.<String, String>openMap("about").get("format");
            if (!FORMAT.equals(format)) {
                throw new IllegalStateException("format " + format);
            }
            checkVersion(store.getCurrentVersion(), directory.resolve(WATERMARK));
            return new OldStoreFile(store, database);
        } catch (RuntimeException | IOException e) {
            store.closeImmediately();
            throw e;
        }
    }

    /** H2 opens a file whose end is cut off at an older version; the hub wrote the newest one beside it. */
    private static void checkVersion(long version, Path watermark) throws IOException {
        if (!Files.exists(watermark)) {
            return;
        }
        long newest = Long.parseLong(
                Files.readString(watermark, StandardCharsets.US_ASCII).strip());
        if (version < newest) {
            throw new IllegalStateException("its newest part is missing (version " + version + " of " + newest + " by "
                    + watermark.getFileName() + ")");
        }
    }

    /** The documents of a collection, in the order of their ids. Read as they are asked for. */
    Stream<JsonObject> documents(String collection) {
        String map = "databases." + database + "." + collection;
        if (!store.hasMap(map)) {
            return Stream.empty();
        }
        MVMap<Object, Document> documents = store.openMap(map);
        return documents.values().stream().map(document -> new JsonObject(plain(document)));
    }

    private static Map<String, Object> plain(Map<String, Object> document) {
        Map<String, Object> plain = new LinkedHashMap<>();
        document.forEach((name, value) -> plain.put(name, plainValue(value)));
        return plain;
    }

    @SuppressWarnings("unchecked") // the server's documents are maps of this kind
    private static @Nullable Object plainValue(@Nullable Object value) {
        if (value instanceof Map<?, ?> document) {
            return new JsonObject(plain((Map<String, Object>) document));
        }
        if (value instanceof List<?> list) {
            JsonArray plain = new JsonArray();
            list.forEach(item -> plain.add(plainValue(item)));
            return plain;
        }
        return value instanceof Instant time ? new JsonObject().put("$date", time.toString()) : value;
    }

    @Override
    public void close() {
        store.closeImmediately();
    }
}
