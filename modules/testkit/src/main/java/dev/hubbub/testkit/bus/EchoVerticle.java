// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.bus;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * An operator's own verticle beside a hub, for tests: shows what reaches such a verticle. It answers
 * {@code {body, headers}} as received; it fails a body {@code {fail: [number, text]}} with that failure; it publishes
 * the field {@code news} of a body to {@value #NEWS} before it answers.
 */
public final class EchoVerticle extends VerticleBase {
    /** The address that it publishes to. */
    public static final String NEWS = "news";

    private final List<String> addresses;

    /** Serves these addresses. */
    public EchoVerticle(String... addresses) {
        this.addresses = List.of(addresses);
    }

    @Override
    public Future<?> start() {
        return Future.all(addresses.stream()
                .map(address -> vertx.eventBus().consumer(address, this::answer).completion())
                .toList());
    }

    private void answer(Message<Object> message) {
        JsonObject command = message.body() instanceof JsonObject body ? body : new JsonObject();
        if (command.getValue("fail") instanceof JsonArray failure) {
            message.fail(failure.getInteger(0), failure.getString(1));
            return;
        }
        if (command.containsKey("news")) {
            vertx.eventBus().publish(NEWS, command.getValue("news"));
        }
        JsonObject headers = new JsonObject();
        message.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        message.reply(new JsonObject().put("body", message.body()).put("headers", headers));
    }
}
