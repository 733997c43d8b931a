// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.value.Sha256;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What users said in an entry: all of its fields. */
final class EntryContent {
    /** Where an entry stands among others; all other fields are erased. */
    private static final Set<String> KEPT = Set.of("target", "replyTo", "thread", "alsoInRoom");

    /** Whether two entries say the same; numbers may be of other Java types, and fields in another order. */
    static boolean isSame(Entry one, Entry other) {
        return one.event().equals(other.event())
                && (one.fields().equals(other.fields()) || text(one).equals(text(other)));
    }

    /** Two entries that say the same have the same hash. */
    static String hash(Entry entry) {
        return Sha256.base64Url(entry.event() + ' ' + text(entry));
    }

    /** The fields that stay when an entry is erased. */
    static Map<String, Object> kept(Entry entry) {
        Map<String, Object> kept = new LinkedHashMap<>(entry.fields());
        kept.keySet().retainAll(KEPT);
        return kept;
    }

    private static String text(Entry entry) {
        return new JsonObject(sortedFields(entry.fields())).encode();
    }

    private static Map<String, Object> sortedFields(Map<?, ?> object) {
        Map<String, Object> sorted = new TreeMap<>();
        object.forEach((name, field) -> sorted.put(String.valueOf(name), sorted(field)));
        return sorted;
    }

    /** Names of fields come in one order, at each depth. */
    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return sortedFields(object);
        }
        if (value instanceof Iterable<?> array) {
            List<@Nullable Object> items = new ArrayList<>();
            array.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return value;
    }

    private EntryContent() {}
}
