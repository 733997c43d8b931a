// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.listeners.Listeners;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.gateway.config.ServerKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each request of the catalogue over HTTP: allowed, refused, malformed. */
@ExtendWith(VertxExtension.class)
final class HttpCatalogueTest {
    private static final String USER = GatewayFixture.TOKENS.user("ann").sign();
    private static final String EVERY = "every-request-7Qm2xVbN4cLd8fGh6p";

    private static CatalogueHub hub;
    private static ApiClient client;

    @BeforeAll
    static void deploy(Vertx vertx) throws Exception {
        hub = new CatalogueHub(vertx);
        List<ServerKey> keys = Stream.concat(
                        Stream.of(new ServerKey("every", EVERY, List.of("*", "serve:evt.message.stored.*"))),
                        requests().map(HttpCatalogueTest::keyForAllBut))
                .toList();
        vertx.deployVerticle(new GatewayVerticle(GatewayFixture.withKeys(keys), new SimpleMeterRegistry()))
                .await(10, SECONDS);
        client = ApiClient.of("http://127.0.0.1:" + GatewayVerticle.port(vertx), USER);
    }

    @BeforeEach
    void forget() {
        hub.callers.clear();
    }

    static Stream<Rpc<?, ?>> requests() {
        return Catalogue.API.stream().filter(rpc -> !rpc.address().startsWith("api.session."));
    }

    private static ServerKey keyForAllBut(Rpc<?, ?> one) {
        List<String> others = requests()
                .filter(rpc -> !rpc.equals(one))
                .map(HttpCatalogueTest::name)
                .toList();
        return new ServerKey(name(one).replace('.', '-'), secretForAllBut(one), others);
    }

    private static String secretForAllBut(Rpc<?, ?> one) {
        return name(one).replace('.', '-') + "-0123456789abcdef0123456789abcdef";
    }

    private static String name(Rpc<?, ?> rpc) {
        return rpc.address().substring("api.".length());
    }

    /** A user serves no listener. */
    static Stream<Rpc<?, ?>> requestsOfUsers() {
        return requests().filter(rpc -> !rpc.equals(Listeners.REPLAY));
    }

    @ParameterizedTest
    @MethodSource("requestsOfUsers")
    void userOfATokenIsAnswered(Rpc<?, ?> rpc) throws Exception {
        JsonObject reply = ApiClient.answered(client.post(name(rpc), Samples.json(rpc.request())));
        assertThat(reply).isEqualTo(new JsonObject(Samples.json(rpc.reply()).encode()));
        assertThat(hub.callers.get(rpc.address())).isEqualTo(Caller.of("ann"));
    }

    @Test
    void replayIsForKeysThatServeTheListener() throws Exception {
        String name = name(Listeners.REPLAY);
        for (String credential : List.of(USER, secretForAllBut(Rooms.CREATE))) {
            ApiClient.assertRefused(
                    client.as(credential).post(name, Samples.json(Listeners.Replay.class)),
                    403,
                    "FORBIDDEN: no server key with the scope serve:evt.message.stored.text");
        }
        assertThat(hub.callers).doesNotContainKey(Listeners.REPLAY.address());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void keyWithTheScopeIsAnsweredAsTheServer(Rpc<?, ?> rpc) throws Exception {
        ApiClient.answered(client.as(EVERY).post(name(rpc), Samples.json(rpc.request())));
        assertThat(hub.callers.get(rpc.address()))
                .isEqualTo(new Caller(new UserId("server.every"), Profile.EMPTY, Set.of(Grant.SERVER)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void keyWithoutTheScopeIsRefused(Rpc<?, ?> rpc) throws Exception {
        ApiClient.assertRefused(
                client.as(secretForAllBut(rpc)).post(name(rpc), Samples.json(rpc.request())),
                403,
                "FORBIDDEN: request is not in the scopes of this key");
        assertThat(hub.callers).doesNotContainKey(rpc.address());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void fieldOfAWrongTypeIsRefusedByItsName(Rpc<?, ?> rpc) throws Exception {
        JsonArray wrong = new JsonArray().add(new JsonArray());
        for (RecordComponent component : rpc.request().getRecordComponents()) {
            if (component.getType().equals(Object.class)) {
                continue; // takes any JSON
            }
            JsonObject body = Samples.json(rpc.request()).put(Json.name(component), wrong);
            for (String credential : List.of(USER, EVERY)) {
                ApiClient.assertRefused(
                        client.as(credential).post(name(rpc), body), 400, "BAD_REQUEST: " + Json.name(component));
            }
        }
        assertThat(hub.callers).doesNotContainKey(rpc.address());
    }
}
