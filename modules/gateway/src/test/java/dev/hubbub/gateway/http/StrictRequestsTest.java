// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What HTTP itself asks of the gateway. A connection that stays open makes a test fail by its time limit. */
@ExtendWith(VertxExtension.class)
final class StrictRequestsTest {
    private static final String HERE = "127.0.0.1";
    private static final String UPGRADE = "GET /eventbus/websocket HTTP/1.1\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final String STREAM = "GET /eventbus/0/abcdefghijklmnopqrst/eventsource HTTP/1.0\r\n";

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(
            strings = {
                UPGRADE,
                UPGRADE + "Host: x\r\nHost: y\r\n",
                UPGRADE + "Host: x\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n",
                UPGRADE + "Host: x\r\nOrigin: http://x\r\nOrigin: https://shop.example\r\n",
                UPGRADE + "Host: x\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
                UPGRADE + "Host: x\r\nX-One: a\r\n b\r\n",
                "\u0001GET /health/live HTTP/1.1\r\nHost: x\r\n",
                "POST /api/v1/rooms.list HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n",
                "GET /health/live HTTP/1.1\r\n"
            })
    void requestsThatProxiesMayReadInAnotherWayAreRefused(String head, Vertx vertx) throws Exception {
        RawHttpClient client = new RawHttpClient(vertx, new GatewayFixture(vertx, Sockets.DEFAULTS).url);

        assertThat(client.answers(HERE, head + "\r\n")).matches("(?s)HTTP/1\\.[01] 400 .*"); // 1.0: no version was read
    }

    @Test
    void streamOfHttp10EndsWithTheConnection(Vertx vertx) throws Exception {
        Sockets quick = new Sockets(400, 300, 2_000, null, null, null, null, null, null);
        RawHttpClient client = new RawHttpClient(vertx, new GatewayFixture(vertx, quick).url);

        String answer = client.answers(HERE, STREAM + "Host: x\r\nConnection: keep-alive\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.0 200 ")
                .contains("data: o\r\n")
                .doesNotContainIgnoringCase("keep-alive")
                .doesNotContainIgnoringCase("chunked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%zz",
                "/%",
                "/%2",
                "/%u0041",
                "/%ff",
                "/?%zz",
                "/eventbus/info?a=%",
                "/eventbus/%zz/abcdefghijklmnopqrst/xhr",
                "/api/v1/%zz",
                "/health/%zz",
                "/a%0d%0ab",
                "//",
                "/..;/x",
                "*",
                "nonsense",
                "http://",
                "http://[",
                "http://x:99999999/",
                "/\\..\\"
            })
    void oddAddressesLeaveNoTraceInTheLog(String target, Vertx vertx) throws Exception {
        RawHttpClient client = new RawHttpClient(vertx, new GatewayFixture(vertx, Sockets.DEFAULTS).url);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        lines.start();
        root.addAppender(lines);
        for (String method : new String[] {"GET", "HEAD", "POST", "OPTIONS", "PUT", "CONNECT", "X"}) {
            String request = method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            assertThat(client.answers(HERE, request)).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 5");
        }
        root.detachAppender(lines);

        assertThat(lines.list).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/health",
                "/health/live",
                "/health/ready",
                "/openapi.json",
                "/eventbus/info",
                "/eventbus/0/abcdefghijklmnopqrst/eventsource"
            })
    void headAnswersAsGetDoes(String path, Vertx vertx) throws Exception {
        String url = new GatewayFixture(vertx, Sockets.DEFAULTS).url + path;
        HttpResponse<InputStream> get = send(url, "GET");
        HttpResponse<InputStream> head = send(url, "HEAD");

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.headers().firstValue("content-type"))
                .isEqualTo(get.headers().firstValue("content-type"));
    }

    private HttpResponse<InputStream> send(String url, String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer;
    }
}
