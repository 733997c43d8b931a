// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EchoVerticleTest {
    private static final Vertx VERTX = Vertx.vertx();

    @BeforeAll
    static void deploy() throws Exception {
        VERTX.deployVerticle(new EchoVerticle("echo")).await(5, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    private static Object ask(Object body) throws Exception {
        Future<Object> reply = VERTX.eventBus()
                .request("echo", body, new DeliveryOptions().addHeader("colour", "green"))
                .map(message -> message.body());
        return reply.await(5, TimeUnit.SECONDS);
    }

    @Test
    void answersWithBodyAndHeaders() throws Exception {
        assertThat(ask("hello"))
                .isEqualTo(
                        new JsonObject().put("body", "hello").put("headers", new JsonObject().put("colour", "green")));
    }

    @Test
    void failsWhenAsked() {
        assertThatThrownBy(() -> ask(
                        new JsonObject().put("fail", new JsonArray().add(1042).add("TEAPOT: short"))))
                .hasMessage("TEAPOT: short");
    }

    @Test
    void publishesWhenAsked() throws Exception {
        Promise<Object> heard = Promise.promise();
        VERTX.eventBus().consumer(EchoVerticle.NEWS, message -> heard.tryComplete(message.body()));

        ask(new JsonObject().put("news", "is out"));

        assertThat(heard.future().await(5, TimeUnit.SECONDS)).isEqualTo("is out");
    }
}
