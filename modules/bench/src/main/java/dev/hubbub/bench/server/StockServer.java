// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
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

    public static Future<Integer> start(Vertx vertx, int instances) {
        SockJSBridgeOptions permitted = new SockJSBridgeOptions()
                .addInboundPermitted(new PermittedOptions().setAddress(Messages.SEND.address()))
                .addOutboundPermitted(new PermittedOptions().setAddress(Feeds.of(new RoomId("bench"))));
        return vertx.deployVerticle(new StockServer())
                .compose(deployed -> StockBridge.start(vertx, permitted, instances));
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus().consumer(Messages.SEND.address(), this::answer).completion();
    }

    private void answer(Message<JsonObject> message) {
        Entry entry = sequencer.append(Json.read(message.body(), Messages.Send.class));
        message.reply(EntrySequencer.reply(entry));
        vertx.eventBus().publish(Feeds.of(entry.room()), Json.write(entry));
    }
}
