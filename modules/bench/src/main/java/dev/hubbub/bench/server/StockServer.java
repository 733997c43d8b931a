// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.session.Feeds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;

/** A minimal chat on Vert.x's own bridge: a verticle that numbers, answers and publishes. It stores nothing. */
public final class StockServer extends VerticleBase {
    private final EntrySequencer sequencer = new EntrySequencer();

    public static Future<Integer> start(Vertx vertx, TlsFiles tls, int instances) {
        SockJSBridgeOptions permitted = new SockJSBridgeOptions()
                .addInboundPermitted(new PermittedOptions().setAddress(Messages.SEND.address()))
                .addInboundPermitted(new PermittedOptions().setAddress(Rooms.JOIN.address()))
                .addOutboundPermitted(new PermittedOptions().setAddressRegex("out\\.room\\.bench\\d+"));
        return vertx.deployVerticle(new StockServer())
                .compose(deployed -> StockBridge.start(vertx, permitted, tls, instances));
    }

    @Override
    public Future<?> start() {
        return Future.all(
                vertx.eventBus().consumer(Messages.SEND.address(), this::answer).completion(),
                vertx.eventBus().consumer(Rooms.JOIN.address(), this::join).completion());
    }

    private void join(Message<JsonObject> message) {
        message.reply(new JsonObject());
    }

    private void answer(Message<JsonObject> message) {
        Entry entry = sequencer.append(Json.read(message.body(), Messages.Send.class));
        message.reply(EntrySequencer.reply(entry));
        vertx.eventBus().publish(Feeds.of(entry.room()), Json.write(entry));
    }
}
