// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.gateway.dialect.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's one consumer for each address that an operator lets clients listen to. */
public final class OperatorConsumers {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorConsumers.class);

    /**
     * Registers the consumers. Completes when the whole cluster can reach them.
     *
     * @param permitted whether a body on an address may be heard by clients
     * @param listener gets the address and the frame; the frame is a prototype, to be copied for each event loop
     */
    public static Future<Void> register(
            Vertx vertx,
            List<String> addresses,
            BiPredicate<String, Object> permitted,
            BiConsumer<String, Delivery> listener) {
        return Future.all(addresses.stream()
                        .map(address -> vertx.eventBus()
                                .consumer(address, message -> {
                                    Object body = message.body();
                                    if (body instanceof Buffer) {
                                        LOG.debug("{} is binary: not for clients", address);
                                    } else if (permitted.test(address, body)) {
                                        listener.accept(address, Delivery.of(address, body));
                                    }
                                })
                                .completion())
                        .toList())
                .mapEmpty();
    }

    private OperatorConsumers() {}
}
