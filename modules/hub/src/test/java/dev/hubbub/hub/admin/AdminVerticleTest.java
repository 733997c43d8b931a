// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.hub.config.AdminConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminVerticleTest {
    private final Vertx vertx = Vertx.vertx();
    private final NodeMeters meters = new NodeMeters();
    private final AtomicBoolean ready = new AtomicBoolean();
    private AdminVerticle admin;

    @BeforeEach
    void start() throws Exception {
        admin = new AdminVerticle(new AdminConfig(true, null, 0), meters.registry(), ready::get, 1_000);
        vertx.deployVerticle(admin).await(5, SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(5, SECONDS);
        meters.close();
    }

    @Test
    void showsTheMetersOfTheNodeAndOfItsProcess() throws Exception {
        meters.registry().gauge("hub.test.things", 7);
        HttpResponse<String> answer = send("GET", "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.body())
                .contains("hub_test_things 7.0")
                .contains("jvm_memory_used_bytes")
                .contains("process_files_open_files");
    }

    @Test
    void showsNothingElse() throws Exception {
        assertThat(send("GET", "/").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/metrics/../x").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/metrics").statusCode()).isEqualTo(405);
    }

    @Test
    void headAnswersAsGetDoes() throws Exception {
        HttpResponse<String> head = send("HEAD", "/metrics");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(send("GET", "/metrics").headers().firstValue("Content-Type"));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /metrics HTTP/1.1\r\n", // no Host
                "GET /metrics HTTP/1.1\r\nHost: x\r\nHost: y\r\n",
                "GET /metrics HTTP/1.1\r\nHost: x\r\nX-One: a\r\n b\r\n",
                "GET /metrics HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n",
                "\u0001GET /metrics HTTP/1.1\r\nHost: x\r\n"
            })
    void badRequestsAreRefusedAndTheConnectionClosed(String head) throws Exception {
        try (Socket socket = opened(head + "\r\n")) {
            assertThat(socket.getInputStream().readAllBytes())
                    .asString(ISO_8859_1)
                    .matches("(?s)HTTP/1\\.[01] 400 .*"); // 1.0: no version was read
        }
    }

    /** Slowly: a head, the body of a request that needs none, and the next request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n",
                "POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n",
                "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\nG"
            })
    void drippingConnectionsAreCutOff(String beginning) throws Exception {
        try (Socket socket = opened(beginning)) {
            vertx.setPeriodic(200, tick -> drip(socket));
            assertThat(socket.getInputStream().readAllBytes())
                    .asString(ISO_8859_1)
                    .doesNotContain(" 500 ");
        }
    }

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write('x');
        } catch (IOException e) {
            assertThat(e).as("the hub has closed it").isInstanceOf(SocketException.class);
        }
    }

    private Socket opened(String beginning) throws IOException {
        Socket socket = new Socket("127.0.0.1", admin.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
        return socket;
    }

    @Test
    void healthIsThatOfTheNode() throws Exception {
        HttpResponse<String> starting = send("GET", "/health");
        assertThat(starting.statusCode()).isEqualTo(503);
        assertThat(starting.body()).isEqualTo("{\"status\":\"down\"}");
        ready.set(true);
        HttpResponse<String> running = send("GET", "/health");
        assertThat(running.statusCode()).isEqualTo(200);
        assertThat(running.body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(running.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(send("POST", "/health").statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
