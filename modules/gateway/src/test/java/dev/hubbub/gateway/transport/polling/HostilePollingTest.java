// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for sessions without WebSocket that break the rules. */
@ExtendWith(VertxExtension.class)
final class HostilePollingTest {
    private static final String LONG_ID = "a-session-of-some-length";
    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url + path))
                .method(method, BodyPublishers.ofString("[\"{}\"]"));
        return PollingClient.ask(headers.length > 0 ? request.headers(headers) : request);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,xhr",
        "POST,xhr_streaming",
        "POST,xhr_send",
        "GET,eventsource",
        "OPTIONS,xhr",
        "OPTIONS,xhr_streaming",
        "OPTIONS,xhr_send",
        "OPTIONS,eventsource"
    })
    void foreignPagesAreRefusedEverywhereAndMayReadNothing(String method, String transport) throws Exception {
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
            HttpResponse<String> answer = send(method, "/eventbus/000/" + LONG_ID + "/" + transport, "Origin", origin);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
        }
        assertThat(new PollingClient(gateway.url, LONG_ID).send("{}"))
                .as("no session was made")
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"POST,xhr", "POST,xhr_send", "OPTIONS,xhr_send", "GET,../../info", "OPTIONS,../../info"})
    void listedPagesMayReadAnswers(String method, String transport) throws Exception {
        String path = URI.create("/eventbus/000/" + LONG_ID + "/" + transport)
                .normalize()
                .getPath();
        var headers = send(method, path, "Origin", "https://shop.example").headers();
        assertThat(headers.firstValue("access-control-allow-origin")).contains("https://shop.example");
        assertThat(headers.firstValue("vary")).contains("Origin");
        assertThat(headers.firstValue("set-cookie")).isEmpty();
    }

    @Test
    void withoutAnOriginNobodyElseMayRead() throws Exception {
        var headers = send("POST", "/eventbus/000/" + LONG_ID + "/xhr").headers();
        assertThat(headers.firstValue("access-control-allow-origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcdefgh",
                "abcdefghijklmnopqrs",
                "a.bcdefghijklmnopqrstu",
                "%61bcdefghijklmnopqr",
                "a%0abcdefghijklmnopqrstu"
            })
    void idsThatCouldBeGuessedAreNotFound(String session) throws Exception {
        for (String transport : List.of("xhr", "xhr_streaming", "xhr_send")) {
            assertThat(send("POST", "/eventbus/000/" + session + "/" + transport)
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(send("GET", "/eventbus/000/" + session + "/eventsource").statusCode())
                .isEqualTo(404);
        assertThat(send("OPTIONS", "/eventbus/000/" + session + "/xhr").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"htmlfile?c=x", "jsonp?c=alert", "jsonp_send", "iframe.html", "xhr_other"})
    void otherTransportsAreNotFound(String transport) throws Exception {
        for (String method : List.of("GET", "POST")) {
            HttpResponse<String> answer = send(method, "/eventbus/000/" + LONG_ID + "/" + transport);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void sendToASessionThatIsNotThereIsNotFound() throws Exception {
        assertThat(new PollingClient(gateway.url).send("{}")).isEqualTo(404);
    }

    /** The id is the secret; without it neither a cookie nor a token of one's own reaches the session. */
    @Test
    void guessedSessionOfSomebodyElseIsNotReached() throws Exception {
        new PollingClient(gateway.url, LONG_ID).login("ann");
        String token = GatewayFixture.TOKENS.user("mallory").sign();
        HttpResponse<String> answer = send(
                "POST",
                "/eventbus/000/" + LONG_ID.replace('a', 'b') + "/xhr_send",
                "Cookie",
                "JSESSIONID=" + LONG_ID,
                "Authorization",
                "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void cookiesAndHeadersDoNotLogIn() throws Exception {
        String token = GatewayFixture.TOKENS.user("ann").sign();
        send(
                "POST",
                "/eventbus/000/" + LONG_ID + "/xhr",
                "Authorization",
                "Bearer " + token,
                "Cookie",
                "token=" + token);
        PollingClient client = new PollingClient(gateway.url, LONG_ID);
        client.request("echo", new JsonObject());
        assertThat(client.poll()).contains("c[4401,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|400|Payload expected.",
                "[\"x|400|Broken JSON encoding.",
                "{}|400|Broken JSON encoding.",
                "[1]|400|Broken JSON encoding.",
                "[null]|400|Broken JSON encoding."
            })
    void brokenBodiesAreTheClientsFault(String body, int status, String text) throws Exception {
        PollingClient ann = new PollingClient(gateway.url).login("ann");
        HttpResponse<String> answer = PollingClient.ask(ann.request("xhr_send").POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(text);
        assertThat(ann.send("{\"type\":\"ping\"}")).as("the session goes on").isEqualTo(204);
    }

    @Test
    void bytesThatAreNotUtf8AreBroken() throws Exception {
        PollingClient ann = new PollingClient(gateway.url).login("ann");
        byte[] body = {'[', '"', (byte) 0xff, '"', ']'};
        assertThat(PollingClient.ask(ann.request("xhr_send").POST(BodyPublishers.ofByteArray(body)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void bodiesAndNumbersOfMessagesAreBounded() throws Exception {
        PollingClient ann = new PollingClient(gateway.url).login("ann");
        assertThat(ann.send("x".repeat(65_533))).isEqualTo(413);
        assertThat(ann.sendBody("[" + "\"\",".repeat(1_000) + "\"\"]")).isEqualTo(413);
        assertThat(ann.send("{\"type\":\"ping\"}")).isEqualTo(204);
        assertThat(PollingClient.ask(ann.request("xhr").POST(BodyPublishers.ofString("x".repeat(2_000))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void sessionHasOneReaderAtATime() throws Exception {
        PollingClient ann = new PollingClient(gateway.url).login("ann");
        BufferedReader first = ann.lines("xhr_streaming");
        assertThat(ann.poll()).isEqualTo("c[2010,\"Another connection still open\"]\n");
        ann.request("echo", new JsonObject().put("text", "hello"));
        first.readLine();
        assertThat(first.readLine()).contains("hello");
    }

    @Test
    void twentyBrokenFramesEndTheSession() throws Exception {
        PollingClient ann = new PollingClient(gateway.url).login("ann");
        for (int i = 0; i < 20; i++) {
            ann.send("{");
        }
        assertThat(ann.poll()).endsWith("c[4400,\"frames break the protocol\"]\n");
        await().atMost(5, SECONDS).until(() -> !gateway.hub.online("ann"));
    }
}
