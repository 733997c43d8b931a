// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ObjectDataType;
import org.jspecify.annotations.Nullable;

/**
 * A database whose maps have types of their own. Without them H2 serializes both keys as Java objects at each step of
 * each binary search. A map that is open already keeps its types when {@link H2Database} opens it.
 */
final class TypedDatabase extends H2Database {
    private static final String COLLECTION = "databases.";
    private static final String SYSTEM = "system.";
    private static final String INDEX = "._index_";

    private final @Nullable MVStore store; // null while the constructor of the superclass runs

    private TypedDatabase(String name, MVStore store, CursorRegistry cursors) {
        super(name, store, cursors);
        this.store = store;
    }

    static TypedDatabase open(String name, MVStore store, CursorRegistry cursors) {
        store.getMapNames().forEach(map -> {
            if (map.startsWith(name + ".") && map.contains(INDEX)) {
                openIndex(store, map);
            } else if (map.startsWith(COLLECTION + name + ".")) {
                openCollection(store, map);
            }
        });
        return new TypedDatabase(name, store, cursors);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        if (store != null) {
            openIndex(store, getFullCollectionNamespace(collection) + INDEX + index);
        }
        return super.openOrCreateUniqueIndex(collection, index, keys, sparse);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
        if (store != null) {
            openCollection(store, COLLECTION + getFullCollectionNamespace(collection));
        }
        return super.openOrCreateCollection(collection, options);
    }

    private static void openIndex(MVStore store, String map) {
        store.openMap(map, new MVMap.Builder<>().keyType(new KeyValueType()).valueType(new ObjectDataType()));
    }

    /** The server's own collections are small, and the superclass makes them before they could get a type. */
    private static void openCollection(MVStore store, String map) {
        if (!map.contains("." + SYSTEM)) {
            store.openMap(
                    map, new MVMap.Builder<>().keyType(new ObjectDataType()).valueType(new DocumentType()));
        }
    }
}
