// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.hints;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ephemeral events: without a number, never stored, delivered at most once. Every gateway subscribes to both addresses
 * and passes a hint on to its own followers or users; a new kind of hint needs nothing of the gateway.
 */
public final class Hints {
    /** To the followers of some rooms, on {@code out.room.<RoomId>}. */
    public static final Event<ToRooms> TO_ROOMS = new Event<>("evt.hints.rooms", ToRooms.class);

    /** To the connections of some users that follow {@code out.user}. */
    public static final Event<ToUsers> TO_USERS = new Event<>("evt.hints.users", ToUsers.class);

    /** How many rooms or users one hint may name. */
    public static final int MAX_RECIPIENTS = 1_000;

    private static final String EVENT = "event";
    private static final String ROOM = "room";
    private static final int MAX_EVENT = 64;

    /**
     * What clients get: one flat object of {@code event} and its fields, in a room with {@code room}.
     *
     * @param event the kind, for example {@code typing}
     * @param fields everything else, as JSON values; they do not name the event
     */
    public record Body(String event, @JsonAnyGetter @JsonAnySetter Map<String, Object> fields) {
        public Body {
            Check.printable(EVENT, event, MAX_EVENT);
            fields = fields == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            if (fields.containsKey(EVENT)) {
                throw new IllegalArgumentException("hint.event: twice (expected: once, as the kind)");
            }
        }

        /** The hint of a kind with the fields of a record. */
        public static Body of(String event, Record fields) {
            return new Body(event, Json.write(fields).getMap());
        }

        /** What the followers of a room get: the hint with the room. */
        public Map<String, Object> in(RoomId room) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put(EVENT, event);
            told.put(ROOM, room.value());
            fields.forEach(told::putIfAbsent);
            return told;
        }
    }

    /**
     * @param except the user who does not get it, for example the one who types; absent: all get it
     */
    public record ToRooms(List<RoomId> rooms, Body hint, @Nullable UserId except) {
        public ToRooms {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
            Check.range("rooms", rooms.size(), 0, MAX_RECIPIENTS);
            Check.present("hint", hint);
        }
    }

    /**
     * @param except the number of a socket that does not get it, as in {@code svc.presence.admit}; absent: all get it
     */
    public record ToUsers(List<UserId> users, Body hint, @Nullable Long except) {
        public ToUsers {
            users = users == null ? List.of() : List.copyOf(users);
            Check.range("users", users.size(), 0, MAX_RECIPIENTS);
            Check.present("hint", hint);
        }
    }

    private Hints() {}
}
