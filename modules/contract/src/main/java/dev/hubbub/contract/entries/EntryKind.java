// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A kind of entry: its name on the wire, its fields, what they must hold, and what it changes in the room. Each kind is
 * one file; {@link EntryKinds} lists them.
 *
 * @param <P> the fields of the kind; their JSON is part of the entry's flat object, so that no component may be called
 *     like one of {@link Entry}'s
 */
public abstract class EntryKind<P extends Record> {
    private static final String COUNTS = "counts";

    private final String event;
    private final Class<P> fields;

    protected EntryKind(String event, Class<P> fields) {
        this.event = Objects.requireNonNull(event, "event");
        this.fields = Objects.requireNonNull(fields, "fields");
    }

    /** The name on the wire: {@link Entry#event()} of each entry of this kind. */
    public final String event() {
        return event;
    }

    /** Whether the entry is of this kind. */
    public final boolean is(Entry entry) {
        return entry.event().equals(event);
    }

    /** An entry of this kind that is not stored yet and has no clientId. */
    public Entry entry(RoomId room, Caller caller, P payload) {
        Map<String, Object> values = new LinkedHashMap<>(Json.write(payload).getMap());
        return new Entry(event, room, 0, caller.user(), null, null, caller.profile(), values);
    }

    /**
     * The fields of an entry of this kind.
     *
     * @throws HubException BAD_REQUEST, naming the field at fault
     */
    public P read(Entry entry) {
        return Json.read(new JsonObject(entry.fields()), fields);
    }

    /**
     * Checks an entry before it is stored. What was stored by another version is not checked again.
     *
     * @throws HubException BAD_REQUEST, naming the field at fault
     */
    public void check(Entry entry) {
        read(entry);
    }

    /**
     * Whether users read the entry as a message, which is unread until they do: by default what its field {@code counts} says,
     * mostly no. All nodes must agree on it, so a kind that some do not know counts only by this field.
     */
    public boolean countsAsMessage(Entry entry) {
        return saysThatItCounts(entry);
    }

    static boolean saysThatItCounts(Entry entry) {
        return Boolean.TRUE.equals(entry.fields().get(COUNTS));
    }

    /** What the entry changes in its room: by default the members that its field {@code members} names, mostly none. */
    public RoomChange change(Entry entry) {
        return RoomChange.named(entry);
    }
}
