// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.json;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object that are made when they are first asked for. Belongs to one thread at a time. */
public final class LazyFields extends AbstractMap<String, Object> {
    private final Supplier<Map<String, Object>> source;
    private @Nullable Map<String, Object> made;

    /** @param source makes a map that may be changed */
    public LazyFields(Supplier<Map<String, Object>> source) {
        this.source = source;
    }

    /** Whether they were asked for, and so may have changed since. */
    public boolean isMade() {
        return made != null;
    }

    /** The fields as a plain map. */
    public Map<String, Object> made() {
        Map<String, Object> known = made;
        if (known == null) {
            known = source.get();
            made = known;
        }
        return known;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return made().entrySet();
    }

    @Override
    public boolean containsKey(Object key) {
        return made().containsKey(key);
    }

    @Override
    public @Nullable Object get(Object key) {
        return made().get(key);
    }

    @Override
    public @Nullable Object put(String key, Object value) {
        return made().put(key, value);
    }

    @Override
    public @Nullable Object remove(Object key) {
        return made().remove(key);
    }
}
