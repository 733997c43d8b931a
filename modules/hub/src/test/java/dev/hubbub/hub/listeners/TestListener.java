// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A listener that is a verticle: what it was sent, in this order. */
final class TestListener {
    final List<JsonObject> sent = new CopyOnWriteArrayList<>();
    private final MessageConsumer<JsonObject> consumer;

    /** Answers everything. */
    static TestListener at(Vertx vertx, String address) throws Exception {
        return new TestListener(vertx, address, message -> message.reply(null));
    }

    TestListener(Vertx vertx, String address, Consumer<Message<JsonObject>> answer) throws Exception {
        consumer = vertx.eventBus().consumer(address, message -> {
            sent.add(message.body());
            answer.accept(message);
        });
        consumer.completion().await(10, SECONDS);
    }

    void leave() throws Exception {
        consumer.unregister().await(10, SECONDS);
    }

    List<Long> seqs(RoomId room) {
        return seqs(sent, room);
    }

    /** Each number once, where it came first. */
    static List<Long> seqs(List<JsonObject> entries, RoomId room) {
        return entries.stream()
                .filter(entry -> room.value().equals(entry.getString("room")))
                .map(entry -> entry.getLong("seq"))
                .distinct()
                .toList();
    }
}
