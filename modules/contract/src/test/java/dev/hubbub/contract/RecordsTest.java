// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.entries.PinnedEntry;
import dev.hubbub.contract.entries.ReactedEntry;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.messages.EncodedEntry;
import dev.hubbub.contract.messages.MessagePages;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.PublishedEntry;
import dev.hubbub.contract.moderation.HeldMessages;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.SessionId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record of the catalogue crosses the bus and comes back the same, with a value in each of its fields. */
final class RecordsTest {
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(RoomId.class, "lobby"),
            Map.entry(UserId.class, "ann"),
            Map.entry(ClientId.class, "c1"),
            Map.entry(SessionId.class, "session-of-a-client_1"),
            Map.entry(Role.class, "member"),
            Map.entry(RoomKind.class, "group"),
            Map.entry(RoomStatus.class, "archived"),
            Map.entry(Durability.class, "durable"),
            Map.entry(Signals.Target.class, new JsonObject().put("room", "lobby")),
            Map.entry(
                    Object.class,
                    new JsonObject().put("$set", new JsonArray().addNull().add(1.5))),
            Map.entry(String.class, "text"),
            Map.entry(EncodedEntry.class, "text"),
            Map.entry(Instant.class, "2026-11-20T09:30:00.123Z"),
            Map.entry(long.class, 7),
            Map.entry(Long.class, 7),
            Map.entry(int.class, 7),
            Map.entry(Integer.class, 7),
            Map.entry(boolean.class, true),
            Map.entry(Boolean.class, true));

    static Stream<Class<? extends Record>> records() {
        Stream<Rpc<?, ?>> rpcs =
                Stream.of(Catalogue.API, Catalogue.INSIDE, Catalogue.HOOKS).flatMap(List::stream);
        return Stream.concat(
                        rpcs.flatMap(rpc -> Stream.of(rpc.request(), rpc.reply())),
                        Stream.concat(
                                Stream.concat(Catalogue.EVENTS.stream().map(Event::type), ofMessages()),
                                Stream.of(
                                        Caller.class,
                                        Entry.class,
                                        PublishedEntry.class,
                                        Hints.ToRooms.class,
                                        Hints.ToUsers.class,
                                        Limits.TakeTokens.class,
                                        Limits.TokensTaken.class,
                                        Limits.AcquireSocket.class,
                                        Limits.SocketAcquired.class,
                                        Limits.HoldSockets.class,
                                        Limits.Displaced.class,
                                        Feeds.Position.class,
                                        Presence.Typed.class,
                                        Presence.State.class,
                                        Reads.UserRead.class,
                                        Reads.Cursor.class,
                                        Reads.Flags.class,
                                        UserRecords.Privacy.class,
                                        Feeds.UserPosition.class,
                                        Feeds.ChatRemoved.class)))
                .distinct();
    }

    private static Stream<Class<? extends Record>> ofMessages() {
        return Stream.of(
                MessageEntry.Content.class,
                EditedEntry.Content.class,
                DeletedEntry.Content.class,
                ReactedEntry.Content.class,
                PinnedEntry.Content.class,
                Overlays.Overlay.class,
                Overlays.Thread.class,
                Overlays.Mark.class,
                Messages.Mentioned.class,
                HeldMessages.Told.class,
                Overlays.Reaction.class,
                Overlays.Mentions.class,
                Overlays.RoomMentions.class);
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordComesBackAsItWasSent(Class<? extends Record> type) {
        JsonObject sample = sample(type);
        Record first = Json.read(sample, type);
        assertThat(new JsonObject(Json.write(first).encode())).isEqualTo(sample);
        assertThat(Json.read(Json.write(first), type)).isEqualTo(first);
    }

    private static JsonObject sample(Class<?> type) {
        JsonObject json = new JsonObject();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Map.class) {
                boolean flat = component.isAnnotationPresent(JsonAnyGetter.class)
                        || component.getAccessor().isAnnotationPresent(JsonAnyGetter.class);
                JsonObject more = new JsonObject().put("more", 1);
                if (flat) {
                    json.mergeIn(more);
                } else {
                    json.put(Json.name(component), more);
                }
            } else if (Set.of("picture", "avatar").contains(component.getName())) {
                json.put(Json.name(component), "https://pictures.example/ann.png");
            } else if (type.equals(MessagePages.Around.class)
                    && component.getName().equals("at")) {
                continue; // seq is given
            } else if (component.getName().equals("emoji")) {
                json.put("emoji", "👍");
            } else if (component.getName().equals("clear")) {
                json.put(Json.name(component), new JsonArray().add("topic"));
            } else {
                json.put(Json.name(component), value(component.getGenericType()));
            }
        }
        return json;
    }

    private static Object value(Type type) {
        if (type instanceof ParameterizedType list) {
            return new JsonArray().add(value(list.getActualTypeArguments()[0]));
        }
        Class<?> single = (Class<?>) type;
        if (SAMPLES.containsKey(single)) {
            return SAMPLES.get(single);
        }
        if (single.isEnum()) {
            return single.getEnumConstants()[0].toString();
        }
        return single.equals(Profile.class) ? new JsonObject().put("name", "Ann") : sample(single);
    }
}
