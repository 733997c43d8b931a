// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.NodeScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Shard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests and events between two Vert.x instances as the text of JSON objects, with nothing but the event bus and
 * its own codecs: as a process in another language would see them.
 */
final class JsonBridge implements AutoCloseable {
    private static final String CARRIED = "carried";

    private final Vertx hub;
    private final Vertx module;
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();

    /** The requests of a service have the same addresses. */
    private final Set<String> carried = new HashSet<>();

    private JsonBridge(Vertx hub, Vertx module) {
        this.hub = hub;
        this.module = module;
    }

    /** @param served by the module; the hub serves all other requests */
    static JsonBridge between(Vertx hub, Vertx module, Predicate<Rpc<?, ?>> served) {
        JsonBridge bridge = new JsonBridge(hub, module);
        Stream.concat(Catalogue.API.stream(), Catalogue.INSIDE.stream())
                .filter(rpc -> !NodeScoped.class.isAssignableFrom(rpc.request()))
                .forEach(rpc -> bridge.carry(rpc, served.test(rpc)));
        Catalogue.EVENTS.forEach(bridge::carry);
        return bridge;
    }

    Future<?> ready() {
        return Future.all(consumers.stream().map(MessageConsumer::completion).toList());
    }

    /** Carries nothing any more. */
    @Override
    public void close() throws TimeoutException {
        Future.all(consumers.stream().map(MessageConsumer::unregister).toList()).await(20, SECONDS);
    }

    /** How many requests of the hub the module has answered. */
    int answered() {
        return answered.get();
    }

    private void carry(Rpc<?, ?> rpc, boolean toModule) {
        Stream<String> addresses =
                rpc.sharded() ? IntStream.range(0, Shard.COUNT).mapToObj(rpc::addressFor) : Stream.of(rpc.address());
        addresses
                .filter(carried::add)
                .forEach(address -> consumers.add(
                        toModule
                                ? requests(hub, module, address, answered)
                                : requests(module, hub, address, new AtomicInteger())));
    }

    private static MessageConsumer<?> requests(Vertx from, Vertx to, String address, AtomicInteger count) {
        return from.eventBus().<JsonObject>consumer(address, message -> to.eventBus()
                .<JsonObject>request(address, text(message.body()), new DeliveryOptions().setHeaders(message.headers()))
                .onSuccess(reply -> {
                    count.incrementAndGet();
                    message.reply(text(reply.body()));
                })
                .onFailure(cause -> fail(message, cause)));
    }

    private static void fail(Message<?> message, Throwable cause) {
        ReplyException failure = (ReplyException) cause;
        message.fail(failure.failureCode(), failure.getMessage());
    }

    private void carry(Event<?> event) {
        consumers.add(events(hub, module, event.address()));
        consumers.add(events(module, hub, event.address()));
    }

    private static MessageConsumer<?> events(Vertx from, Vertx to, String address) {
        return from.eventBus().<JsonObject>consumer(address, message -> {
            if (!message.headers().contains(CARRIED)) {
                to.eventBus().publish(address, text(message.body()), new DeliveryOptions().addHeader(CARRIED, "yes"));
            }
        });
    }

    private static @Nullable JsonObject text(@Nullable JsonObject body) {
        return body == null ? null : new JsonObject(body.encode());
    }
}
