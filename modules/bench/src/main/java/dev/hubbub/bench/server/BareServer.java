// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.session.Feeds;
import io.netty.buffer.ByteBuf;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The base line: the cost of delivery without checks, store and limits. One frame is encoded for each message,
 * and all readers share its bytes. They are written from each connection's own handler context, so that TLS
 * would still come after them.
 */
public final class BareServer extends VerticleBase {
    private static final int FREE_PORT_FOR_ALL_INSTANCES = -1;

    private final Shared shared;
    private final Set<WebSocketInternal> readers = new LinkedHashSet<>();

    /** What the instances share; there is one instance for each event loop. */
    private record Shared(EntrySequencer sequencer, List<BareServer> instances, AtomicInteger port) {}

    private BareServer(Shared shared) {
        this.shared = shared;
    }

    public static Future<Integer> start(Vertx vertx, int instances) {
        Shared shared = new Shared(new EntrySequencer(), new CopyOnWriteArrayList<>(), new AtomicInteger());
        return vertx.deployVerticle(() -> new BareServer(shared), new DeploymentOptions().setInstances(instances))
                .map(deployed -> shared.port().get());
    }

    @Override
    public Future<?> start() {
        shared.instances().add(this);
        return vertx.createHttpServer()
                .webSocketHandler(this::accept)
                .listen(FREE_PORT_FOR_ALL_INSTANCES, "127.0.0.1")
                .onSuccess(server -> shared.port().set(server.actualPort()));
    }

    private void accept(ServerWebSocket socket) {
        WebSocketInternal reader = (WebSocketInternal) socket;
        socket.textMessageHandler(text -> received(reader, new JsonObject(text)));
        socket.closeHandler(closed -> readers.remove(reader));
    }

    private void received(WebSocketInternal socket, JsonObject frame) {
        switch (frame.getString("type")) {
            case "register" -> readers.add(socket);
            case "send" -> {
                Entry entry = shared.sequencer().append(Json.read(frame.getJsonObject("body"), Messages.Send.class));
                socket.writeTextMessage(rec(frame.getString("replyAddress"), EntrySequencer.reply(entry)));
                publish(rec(Feeds.of(entry.room()), Json.write(entry)));
            }
            default -> {} // a ping has no reply
        }
    }

    private static String rec(String address, JsonObject body) {
        return new JsonObject()
                .put("type", "rec")
                .put("address", address)
                .put("body", body)
                .encode();
    }

    private void publish(String text) {
        ByteBuf frame = TextFrame.encode(text);
        for (BareServer instance : shared.instances()) {
            ByteBuf share = frame.retainedDuplicate();
            instance.context.runOnContext(next -> instance.deliver(share));
        }
        frame.release();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the close handler reports failures
    private void deliver(ByteBuf frame) {
        for (WebSocketInternal reader : readers) {
            reader.channelHandlerContext().writeAndFlush(frame.retainedDuplicate());
        }
        frame.release();
    }
}
