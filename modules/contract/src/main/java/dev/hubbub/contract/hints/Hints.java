// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.hints;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ephemeral events: without a number, never stored, delivered at most once. Every gateway subscribes to these addresses
 * and passes a hint on to its own followers or users; a new kind of hint needs nothing of the gateway.
 */
public final class Hints {
    /** To the followers of some rooms, on {@code out.room.<RoomId>}. */
    public static final Event<ToRooms> TO_ROOMS = new Event<>("evt.hints.rooms", ToRooms.class);

    /** To the connections of some users that follow {@code out.user}. */
    public static final Event<ToUsers> TO_USERS = new Event<>("evt.hints.users", ToUsers.class);

    /** To all connections that follow {@code out.user}. Each gateway takes some seconds to tell those that it has. */
    public static final Event<ToAll> TO_ALL = new Event<>("evt.hints.all", ToAll.class);

    /** How many rooms or users one hint may name, and how many users it may spare. */
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
     * Who is not told. It is applied once for each socket, whatever it names.
     *
     * @param users none of whose sockets is told; absent: none
     * @param socket the socket that is not told, by its name in {@link Caller}; absent: none
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Except(@Defaulted Set<UserId> users, @Nullable String socket) {
        public Except {
            users = users == null ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(users));
            Check.range("except", users.size(), 0, MAX_RECIPIENTS);
            Caller.checkSocket(socket);
        }

        /** None of the sockets of these users. */
        public static Except users(Collection<UserId> users) {
            return new Except(new LinkedHashSet<>(users), null);
        }

        /** None of the sockets of a user. */
        public static Except user(UserId user) {
            return new Except(Set.of(user), null);
        }

        /** Whether this follower is not told. */
        public boolean spares(Caller follower) {
            return users.contains(follower.user()) || (socket != null && socket.equals(follower.socket()));
        }
    }

    /** @param except who does not get it, for example the one who types; absent: all get it */
    public record ToRooms(List<RoomId> rooms, Body hint, @Nullable Except except) {
        public ToRooms {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
            Check.range("rooms", rooms.size(), 0, MAX_RECIPIENTS);
            Check.present("hint", hint);
        }
    }

    /** @param except who does not get it, for example one socket of a user; absent: all get it */
    public record ToUsers(List<UserId> users, Body hint, @Nullable Except except) {
        public ToUsers {
            users = users == null ? List.of() : List.copyOf(users);
            Check.range("users", users.size(), 0, MAX_RECIPIENTS);
            Check.present("hint", hint);
        }
    }

    /** @param except who does not get it; absent: all get it */
    public record ToAll(Body hint, @Nullable Except except) {
        public ToAll {
            Check.present("hint", hint);
        }
    }

    private Hints() {}
}
