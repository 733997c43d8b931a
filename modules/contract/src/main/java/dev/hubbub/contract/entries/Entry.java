// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.json.JsonLength;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One numbered entry of a room, as it is stored, published and shown to clients: an envelope, and the fields of its
 * kind. In JSON it is one flat object. A kind or a field that this node does not know is kept and passed on as it came.
 *
 * @param event the kind, for example {@code message}; see {@link EntryKinds}
 * @param room the room
 * @param seq 1 for the first entry of the room, then dense; 0 before it is stored
 * @param sender the user who caused it
 * @param clientId the sender's own id for it: the same one again is the same entry; absent (null) where there is none
 * @param at when it was stored, by the hub's clock; absent before
 * @param profile how the sender is shown; absent in the store
 * @param fields everything else, as JSON values; what they mean is up to the kind
 */
public record Entry(
        String event,
        RoomId room,
        long seq,
        UserId sender,
        @Nullable ClientId clientId,
        @Nullable Instant at,
        @Nullable Profile profile,
        @JsonAnyGetter @JsonAnySetter Map<String, Object> fields) {
    /** The field with the profile of the user whom the entry concerns, where that is not the sender; not stored. */
    public static final String USER_PROFILE = "userProfile";

    private static final String USER = "user";
    private static final int MAX_EVENT = 64;

    public Entry {
        Check.printable("event", event, MAX_EVENT);
        Check.present("room", room);
        Check.present("sender", sender);
        fields = fields == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The same entry with a number and a time. */
    public Entry stored(long number, Instant time) {
        return new Entry(event, room, number, sender, clientId, time, profile, fields);
    }

    /** The same entry with an id of its sender's, under which it is stored once. */
    public Entry under(ClientId id) {
        return new Entry(event, room, seq, sender, id, at, profile, fields);
    }

    /** The same entry with another profile of its sender. */
    public Entry shownAs(@Nullable Profile shown) {
        return new Entry(event, room, seq, sender, clientId, at, shown, fields);
    }

    /** The same entry with other fields. */
    public Entry with(Map<String, Object> others) {
        return new Entry(event, room, seq, sender, clientId, at, profile, others);
    }

    /** The user whom it concerns, for example who was added; empty where it names none but the sender. */
    public Optional<UserId> concerned() {
        return fields.get(USER) instanceof String id && !id.equals(sender.value()) ? userOf(id) : Optional.empty();
    }

    private static Optional<UserId> userOf(String id) {
        try {
            return Optional.of(new UserId(id));
        } catch (IllegalArgumentException e) { // a field of a kind that this node does not know
            return Optional.empty();
        }
    }

    /** The same entry with the profile of the user whom it concerns; null: without one. */
    public Entry withUserProfile(@Nullable Profile shown) {
        if (shown == null && !fields.containsKey(USER_PROFILE)) {
            return this;
        }
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        if (shown == null) {
            changed.remove(USER_PROFILE);
        } else {
            changed.put(USER_PROFILE, Json.write(shown).getMap());
        }
        return new Entry(event, room, seq, sender, clientId, at, profile, changed);
    }

    /** The same entry as it is stored: readers get the profiles of their own time. */
    public Entry withoutProfiles() {
        return shownAs(null).withUserProfile(null);
    }

    /** About how many characters its fields have: those are what a client can make long. */
    public int length() {
        return JsonLength.of(fields);
    }
}
