// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Check;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stored entries of any rooms, at most {@value #MAX_ENTRIES}; those of one room in seq order. */
public record PublishedEntries(List<PublishedEntry> entries) {
    /** How many entries one event may have. */
    public static final int MAX_ENTRIES = 100;

    private static final Logger LOG = LoggerFactory.getLogger(PublishedEntries.class);

    public PublishedEntries {
        entries = List.copyOf(entries);
        Check.range("entries", entries.size(), 0, MAX_ENTRIES);
    }

    /** What came as JSON. An element that cannot be read is dropped with one line in the log; the others stay. */
    @JsonCreator
    static PublishedEntries read(@JsonProperty("entries") @Nullable List<Object> elements) {
        List<Object> all = Check.present("entries", elements);
        List<PublishedEntry> entries = new ArrayList<>();
        for (Object element : all) {
            try {
                entries.add(Json.read(object(element), PublishedEntry.class));
            } catch (HubException e) {
                LOG.warn("one of {} stored entries is dropped: {}", all.size(), e.getMessage());
            }
        }
        return new PublishedEntries(entries);
    }

    /** What is no object lacks all fields. */
    @SuppressWarnings("unchecked")
    private static JsonObject object(@Nullable Object element) {
        return element instanceof Map<?, ?> fields ? new JsonObject((Map<String, Object>) fields) : new JsonObject();
    }
}
