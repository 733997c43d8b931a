// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes as no HTTP library would send them. A connection that stays open makes a test fail by its time limit. */
@ExtendWith(VertxExtension.class)
final class StrictHttpServerTest {
    private static final String HOST = "Host: hub.example\r\n";
    private static final String OK = "HTTP/1.1 200 ";

    private HttpServer server;

    @BeforeEach
    void listen(Vertx vertx) throws Exception {
        RequestDeadline deadline = new RequestDeadline(100, 60_000);
        HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        server = StrictHttpServer.create(vertx, options, deadline)
                .requestHandler(request -> {
                    deadline.arrived(request);
                    answer(request);
                })
                .listen(0, "127.0.0.1")
                .await(5, SECONDS);
    }

    private static void answer(HttpServerRequest request) {
        if (request.path().equals("/stream")) {
            request.response().setChunked(true).write("news");
            request.response().end();
        } else {
            request.body().onSuccess(body -> request.response().end("here " + body));
        }
    }

    /** All that comes back until the hub closes the connection. */
    private String answers(String bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            for (byte[] part : new byte[][] {
                bytes.substring(0, 1).getBytes(ISO_8859_1), bytes.substring(1).getBytes(ISO_8859_1)
            }) {
                out.write(part);
                out.flush();
            }
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n", // no Host
                "GET / HTTP/1.1\r\nHost:\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n",
                "GET / HTTP/1.1\r\nHost: user@hub.example\r\n",
                "GET / HTTP/1.1\r\nHost: hub.example/path\r\n",
                "GET / HTTP/1.0\r\nHost: a b\r\n",
                "GET / HTTP/1.1\r\n" + HOST + HOST,
                "GET / HTTP/1.1\r\n" + HOST + "host: other.example\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "Origin: https://a.example\r\nORIGIN: https://b.example\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "Content-Type: text/plain\r\nContent-Type: application/json\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "Sec-WebSocket-Key: a\r\nSec-WebSocket-Key: b\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "Idempotency-Key: a\r\nIdempotency-Key: b\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\nContent-Length: 0\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\nContent-Length: 5\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: +1\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 1, 1\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 0x1\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip, chunked\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked, identity\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: xchunked\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: \u000bchunked\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding:\r\n",
                "POST / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X-One: a\r\n b\r\n", // folded
                "GET / HTTP/1.1\r\n" + HOST + "X-One: a\r\n\tb\r\n",
                "GET / HTTP/1.1\r\n Host: hub.example\r\n",
                "GET / HTTP/1.1\r\n" + HOST + ": value\r\n",
                "GET / HTTP/1.1\r\n" + HOST + " : value\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X-One : value\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X One: value\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X(One): value\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X\u0000: value\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X\u00e9: value\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X-One\r\n", // no colon
                "GET / HTTP/1.1\r\n" + HOST + "X-One: a\u0000b\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X-One: a\u007fb\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X-One: a\rb\r\n",
                "GET / HTTP/1.1\n" + HOST,
                "GET / HTTP/1.1\r\nHost: hub.example\n",
                "\u0000GET / HTTP/1.1\r\n" + HOST,
                "\u0001\u0002GET / HTTP/1.1\r\n" + HOST,
                "\u001bGET / HTTP/1.1\r\n" + HOST,
                "\tGET / HTTP/1.1\r\n" + HOST,
                " GET / HTTP/1.1\r\n" + HOST,
                "G\u0000ET / HTTP/1.1\r\n" + HOST,
                "G(T / HTTP/1.1\r\n" + HOST,
                "GET  / HTTP/1.1\r\n" + HOST,
                "GET /  HTTP/1.1\r\n" + HOST,
                "GET\t/ HTTP/1.1\r\n" + HOST,
                "GET /\u000b HTTP/1.1\r\n" + HOST,
                "GET /a\u0001b HTTP/1.1\r\n" + HOST,
                "GET / HTTP/1.1 \r\n" + HOST,
                "GET /\r\n" + HOST,
                "GET / HTTP/\r\n" + HOST,
                "GET / http/1.1\r\n" + HOST,
                "GET / FOO/1.1\r\n" + HOST,
                "GET / HTTP/1.2\r\n" + HOST,
                "GET / HTTP/2.0\r\n" + HOST
            })
    void badHeadIsAnsweredWith400AndTheConnectionClosed(String head) throws Exception {
        String answer = answers(head + "\r\n" + "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");

        assertThat(answer).startsWith("HTTP/1.").contains(" 400 ");
        assertThat(answer.split("HTTP/1\\.", -1)).as("one answer").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n" + HOST,
                "\r\n\r\nGET / HTTP/1.1\r\n" + HOST,
                "GET /a?b=c%20d HTTP/1.1\r\nhOST: [::1]:8080\r\n",
                "GET / HTTP/1.1\r\nHost: hub_1:8080\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X-One: a\r\nX-One: b\r\nX-Empty:\r\nX-Text: \u00e9 \"\t;\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "Accept: a\r\nAccept: b\r\nCookie: c\r\nCookie: d\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 1.2.3.5\r\n"
            })
    void goodHeadIsTaken(String head) throws Exception {
        assertThat(answers(head + "Connection: close\r\n\r\n")).startsWith(OK).endsWith("here ");
    }

    @Test
    void bodiesAreNoHeads() throws Exception {
        String body = " \tfolded\n : \u0000\r\r\n\r\n GET  /";
        String chunked = "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: Chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        String whole = "POST / HTTP/1.1\r\n" + HOST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        String last = "GET / HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";

        assertThat(answers(chunked + whole + last).split(OK, -1)).hasSize(4);
    }

    @Test
    void badRequestBehindGoodOnesEndsTheConnection() throws Exception {
        String good = "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 2\r\n\r\nok";
        String bad = "GET / HTTP/1.1\r\n" + HOST + "X-One: a\r\n b\r\n\r\n";

        assertThat(answers(good + good + bad + good))
                .contains("here ok")
                .contains(" 400 ")
                .doesNotContain(" 200 OK\r\n\r\n");
    }

    /** The client cannot know otherwise where the stream ends. */
    @ParameterizedTest
    @ValueSource(strings = {"/stream", "/"})
    void connectionOfHttp10EndsWithTheAnswerThoughItAsksForMore(String path) throws Exception {
        String answer = answers("GET " + path + " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.0 200 ").doesNotContainIgnoringCase("keep-alive");
    }
}
