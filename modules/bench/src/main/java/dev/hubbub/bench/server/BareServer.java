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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The base line: the cost of delivery without checks, store and limits. One frame is encoded for each message,
 * and all readers share its bytes. They are written from each connection's own handler context, so that TLS
 * comes after them.
 */
public final class BareServer extends VerticleBase {
    private static final int FREE_PORT_FOR_ALL_INSTANCES = -1;
    private static final long FLUSH_MILLIS = 2;

    private final Shared shared;
    private final Map<String, Set<WebSocketInternal>> readers = new HashMap<>();
    private final Set<WebSocketInternal> unflushed = new LinkedHashSet<>();

    /**
     * What the instances share; there is one instance for each event loop.
     *
     * @param coalesced whether a socket is flushed every 2 ms, and not after each frame
     */
    private record Shared(
            TlsFiles tls,
            boolean coalesced,
            EntrySequencer sequencer,
            List<BareServer> instances,
            AtomicInteger port) {}

    private BareServer(Shared shared) {
        this.shared = shared;
    }

    /** Flushes each frame by itself. */
    public static Future<Integer> start(Vertx vertx, TlsFiles tls, int instances) {
        return start(vertx, tls, instances, false);
    }

    /** Flushes each socket every 2 ms. */
    public static Future<Integer> startCoalesced(Vertx vertx, TlsFiles tls, int instances) {
        return start(vertx, tls, instances, true);
    }

    private static Future<Integer> start(Vertx vertx, TlsFiles tls, int instances, boolean coalesced) {
        Shared shared =
                new Shared(tls, coalesced, new EntrySequencer(), new CopyOnWriteArrayList<>(), new AtomicInteger());
        return vertx.deployVerticle(() -> new BareServer(shared), new DeploymentOptions().setInstances(instances))
                .map(deployed -> shared.port().get());
    }

    @Override
    public Future<?> start() {
        shared.instances().add(this);
        if (shared.coalesced()) {
            vertx.setPeriodic(FLUSH_MILLIS, tick -> flush());
        }
        return vertx.createHttpServer(shared.tls().listener())
                .webSocketHandler(this::accept)
                .listen(FREE_PORT_FOR_ALL_INSTANCES, "127.0.0.1")
                .onSuccess(server -> shared.port().set(server.actualPort()));
    }

    private void accept(ServerWebSocket socket) {
        WebSocketInternal reader = (WebSocketInternal) socket;
        socket.textMessageHandler(text -> received(reader, new JsonObject(text)));
        socket.closeHandler(closed -> {
            readers.values().forEach(ofRoom -> ofRoom.remove(reader));
            unflushed.remove(reader);
        });
    }

    private void received(WebSocketInternal socket, JsonObject frame) {
        switch (frame.getString("type")) {
            case "register" ->
                readers.computeIfAbsent(frame.getString("address"), first -> new LinkedHashSet<>())
                        .add(socket);
            case "send" -> answer(socket, frame);
            default -> {} // a ping has no reply
        }
    }

    private void answer(WebSocketInternal socket, JsonObject frame) {
        String replyAddress = frame.getString("replyAddress");
        if (!Messages.SEND.address().equals(frame.getString("address"))) {
            socket.writeTextMessage(rec(replyAddress, new JsonObject())); // a join
            return;
        }
        Entry entry = shared.sequencer().append(Json.read(frame.getJsonObject("body"), Messages.Send.class));
        socket.writeTextMessage(rec(replyAddress, EntrySequencer.reply(entry)));
        String feed = Feeds.of(entry.room());
        publish(feed, rec(feed, Json.write(entry)));
    }

    private static String rec(String address, JsonObject body) {
        return new JsonObject()
                .put("type", "rec")
                .put("address", address)
                .put("body", body)
                .encode();
    }

    private void publish(String feed, String text) {
        ByteBuf frame = TextFrame.encode(text);
        for (BareServer instance : shared.instances()) {
            ByteBuf share = frame.retainedDuplicate();
            instance.context.runOnContext(next -> instance.deliver(feed, share));
        }
        frame.release();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the close handler reports failures
    private void deliver(String feed, ByteBuf frame) {
        for (WebSocketInternal reader : readers.getOrDefault(feed, Set.of())) {
            if (shared.coalesced()) {
                reader.channelHandlerContext().write(frame.retainedDuplicate());
                unflushed.add(reader);
            } else {
                reader.channelHandlerContext().writeAndFlush(frame.retainedDuplicate());
            }
        }
        frame.release();
    }

    private void flush() {
        unflushed.forEach(reader -> reader.channelHandlerContext().flush());
        unflushed.clear();
    }
}
