// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import dev.hubbub.chaos.check.DeliveryChecks;
import dev.hubbub.chaos.deployment.Deployment;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Creates the rooms of a run, and reads their history after it. Blocks. */
final class RoomClient implements DeliveryChecks.HistorySource, AutoCloseable {
    private static final int MAX_ATTEMPTS = 30;
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    private final Vertx vertx;
    private final URI node;
    private final String token;
    private @Nullable BridgeClient client;

    RoomClient(Vertx vertx, Deployment deployment, String owner) {
        this.vertx = vertx;
        this.node = deployment.nodeUrls().get(0);
        this.token = deployment.token(owner);
    }

    List<RoomId> create(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> retried(() -> client().call(
                                Rooms.CREATE, new Rooms.Create("Chaos " + number, List.of(), Visibility.PUBLIC, null))
                        .room()))
                .toList();
    }

    /** The last seq of a room. */
    long head(RoomId room) {
        JsonArray newest = page(new Messages.History(room, null, null, 1));
        return newest.isEmpty() ? 0 : newest.getJsonObject(0).getLong("seq");
    }

    @Override
    public void forEachEntry(RoomId room, Consumer<JsonObject> entry) {
        long last = 0;
        while (true) {
            JsonArray page = page(new Messages.History(room, null, last, Messages.MAX_PAGE));
            if (page.isEmpty()) {
                return;
            }
            for (int i = 0; i < page.size(); i++) {
                entry.accept(page.getJsonObject(i));
            }
            last = Math.max(last + 1, page.getJsonObject(page.size() - 1).getLong("seq"));
        }
    }

    private JsonArray page(Messages.History query) {
        return retried(() ->
                client().call(Messages.HISTORY.address(), Json.write(query)).getJsonArray("messages", new JsonArray()));
    }

    private BridgeClient client() {
        if (client == null || client.closed().isComplete()) {
            client = BridgeClient.connect(
                    vertx, ClientOptions.raw(node.toString()).bearer(token));
        }
        return client;
    }

    /** Repeats a request while the hub recovers. */
    private <T> T retried(Supplier<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (RuntimeException | AssertionError e) {
                boolean permanent = e instanceof BridgeFailure failure && failure.number() < 429;
                if (permanent || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
                BlockingWait.sleep(RETRY_DELAY);
            }
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
