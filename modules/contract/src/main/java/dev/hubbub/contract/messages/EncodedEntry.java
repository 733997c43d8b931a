// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Check;
import org.jspecify.annotations.Nullable;

/**
 * An entry and its JSON text: each is made of the other when it is first asked for. So an entry that stays on its node is
 * never encoded, and a node that does not need an entry of another one never decodes it. Safe for use by several threads.
 */
public final class EncodedEntry {
    private @Nullable Entry entry;
    private @Nullable String json;

    private EncodedEntry(@Nullable Entry entry, @Nullable String json) {
        this.entry = entry;
        this.json = json;
    }

    /** An entry of this node. */
    public static EncodedEntry of(Entry entry) {
        return new EncodedEntry(Check.present("entry", entry), null);
    }

    /** The text of an entry, which is not read yet. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EncodedEntry of(String json) {
        return new EncodedEntry(null, Check.present("entry", json));
    }

    /**
     * The entry.
     *
     * @throws HubException BAD_REQUEST when the text is no entry
     */
    public Entry decoded() {
        Entry known = entry;
        if (known == null) {
            known = Json.read(json(), Entry.class);
            entry = known;
        }
        return known;
    }

    /** Whether the entry is there without reading its text. */
    public boolean isDecoded() {
        return entry != null;
    }

    /** The text: as it came, where it came as text. */
    @JsonValue
    public String json() {
        String known = json;
        if (known == null) {
            known = Json.encode(decoded());
            json = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EncodedEntry encoded && json().equals(encoded.json());
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    @Override
    public String toString() {
        return json();
    }
}
