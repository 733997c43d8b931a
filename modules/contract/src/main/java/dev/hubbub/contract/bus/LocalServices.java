// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import dev.hubbub.contract.value.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that verticles of ours serve on this node. Requests stay on the event bus but travel by
 * reference, at a local address beside the public one, and carry the promise of their answer: records are immutable, and
 * were checked when they were made. Everything else, above all what other processes serve, gets JSON. Safe for use by several threads.
 */
final class LocalServices implements Shareable {
    private static final String NAME = "hubbub.bus.local";
    private static final String PREFIX = "local:";

    /** By then what was on its way to a consumer that ended has been handled. */
    private static final long LINGER_MILLIS = 1_000;

    private final Map<String, Served> served = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** @param inside where the consumer is reached by reference; another one for each consumer of an address */
    private record Served(MessageConsumer<Object> consumer, String inside) {}

    /**
     * @param address of the request, without a shard
     * @param caller on whose behalf it is asked; absent (null): a verticle's
     * @param body the request
     * @param answer what the verticle answers, as the record that it is, or a {@code HubException}
     */
    record Request(String address, @Nullable Caller caller, Record body, PromiseInternal<Object> answer) {
        /** On the context of the asker: completed from another thread, an answer could overtake earlier ones. */
        void succeed(Object reply) {
            answer.context().execute(reply, answer::tryComplete);
        }

        void fail(Throwable cause) {
            answer.context().execute(cause, answer::tryFail);
        }
    }

    /** Those of this node. */
    static LocalServices of(Vertx vertx) {
        return vertx.sharedData().<String, LocalServices>getLocalMap(NAME).computeIfAbsent(NAME, first -> {
            vertx.eventBus().registerCodec(new ByReference());
            return new LocalServices();
        });
    }

    /** How requests by reference are delivered. */
    static DeliveryOptions options() {
        return new DeliveryOptions().setLocalOnly(true).setCodecName(NAME);
    }

    /** Where verticles of ours on this node are reached by reference; null where the address is not served here. */
    @Nullable
    String inside(String address) {
        Served here = served.get(address);
        return here == null ? null : here.inside();
    }

    /** An address for one more consumer. */
    String next(String address) {
        return PREFIX + numbers.incrementAndGet() + ':' + address;
    }

    /**
     * The address is served by two consumers. When the public one ends, the other one still answers what is on its way to
     * it.
     *
     * @param inside the one that is reached by reference
     */
    void add(Vertx vertx, MessageConsumer<Object> consumer, MessageConsumer<Object> inside) {
        Served here = new Served(consumer, inside.address());
        consumer.endHandler(ended -> {
            served.remove(consumer.address(), here);
            vertx.setTimer(LINGER_MILLIS, later -> inside.unregister());
        });
        consumer.completion().onSuccess(known -> {
            if (consumer.isRegistered()) {
                served.put(consumer.address(), here);
            }
        });
    }

    /** Another node serves the address from now on, or soon. */
    void remove(MessageConsumer<Object> consumer) {
        served.computeIfPresent(consumer.address(), (address, here) -> here.consumer() == consumer ? null : here);
    }

    /** What never leaves the node needs no bytes. */
    private static final class ByReference implements MessageCodec<Object, Object> {
        @Override
        public void encodeToWire(Buffer buffer, Object body) {
            throw new IllegalStateException("does not leave the node");
        }

        @Override
        public Object decodeFromWire(int pos, Buffer buffer) {
            throw new IllegalStateException("does not leave the node");
        }

        @Override
        public Object transform(Object body) {
            return body;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
