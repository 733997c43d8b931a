// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class RecordBodyTest {
    private static final Presence.Changed CHANGED = new Presence.Changed(new UserId("ann"), true);
    private static final JsonObject JSON = new JsonObject().put("user", "ann").put("online", true);

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    private Object next() throws InterruptedException {
        return heard.poll(5, SECONDS);
    }

    @Test
    void recordItselfArrivesOnItsNode(Vertx vertx) throws Exception {
        Bus bus = new Bus(vertx);
        bus.subscribe(Presence.CHANGED, heard::add).await(5, SECONDS);
        bus.publish(Presence.CHANGED, CHANGED);
        assertThat(next()).isSameAs(CHANGED);
    }

    @Test
    void otherConsumersGetJsonOfTheirOwn(Vertx vertx) throws Exception {
        for (int i = 0; i < 2; i++) {
            vertx.eventBus()
                    .<JsonObject>consumer(Presence.CHANGED.address(), message -> {
                        assertThat(message.body()).isEqualTo(JSON);
                        message.body().put("user", "changed here");
                        message.body().remove("online");
                        heard.add(message.body().getMap());
                    })
                    .completion()
                    .await(5, SECONDS);
        }
        new Bus(vertx).publish(Presence.CHANGED, CHANGED);
        assertThat(List.of(next(), next())).hasSize(2).allSatisfy(changed -> assertThat(changed)
                .hasToString("{user=changed here}"));
    }

    @Test
    void changedJsonIsWhatIsPassedOn() {
        JsonObject body = new RecordBody(CHANGED);
        body.put("more", 1);
        JsonObject changed = JSON.copy().put("more", 1);
        assertThat(new JsonObject(body.encode())).isEqualTo(changed);
        assertThat(body.toBuffer().toJsonObject()).isEqualTo(changed);
        assertThat(body.copy()).isEqualTo(changed);
    }

    @Test
    void otherNodesGetTheJsonOfTheRecord() {
        assertThat(new RecordBody(CHANGED).toBuffer().toJsonObject()).isEqualTo(Json.write(CHANGED));
        assertThat(new RecordBody(CHANGED).encode())
                .isEqualTo(Json.write(CHANGED).encode());
    }
}
