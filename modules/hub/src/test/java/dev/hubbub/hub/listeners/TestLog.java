// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Stores rooms and messages. */
record TestLog(Bus bus) {
    static final Caller ANN = Caller.of("ann");

    void create(RoomId room) throws Exception {
        RoomDetails details = new RoomDetails("Room", Visibility.PUBLIC, null);
        Entry created = CreatedEntry.KIND.entry(
                room, ANN, CreatedEntry.Content.of(ANN.user(), details, new CreatedEntry.FirstMembers(List.of())));
        bus.call(MessageLog.APPEND, new Append(created, 0)).await(10, SECONDS);
    }

    Future<Appended> say(RoomId room, String text) {
        ClientId clientId = new ClientId(UUID.randomUUID().toString());
        return bus.call(MessageLog.APPEND, new Append(MessageEntry.KIND.entry(room, ANN, clientId, text), 1));
    }

    /** Stores so many messages in each room. */
    void say(List<RoomId> rooms, int messages) throws Exception {
        for (int i = 0; i < messages; i++) {
            String text = "message " + i;
            Future.all(rooms.stream().map(room -> say(room, text)).toList()).await(10, SECONDS);
        }
    }
}
