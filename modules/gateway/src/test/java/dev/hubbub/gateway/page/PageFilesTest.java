// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a page of this test, on a Vert.x that unpacks nothing. */
final class PageFilesTest {
    private static final String FILE = "/page-test.html";

    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;
    private int port;

    @BeforeEach
    void serve() throws Exception {
        vertx = Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        Router router = Router.router(vertx);
        router.route().handler(new PageFiles(vertx));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(10, SECONDS);
        port = server.actualPort();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, SECONDS);
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        return http.send(request(method, path, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody());
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    @ParameterizedTest
    @CsvSource({"/page-test.html, text/html;charset=UTF-8", "/page-test/a.js, text/javascript;charset=UTF-8"})
    void filesAreServedWithTheirTypes(String path, String type) throws Exception {
        for (int time = 1; time <= 2; time++) {
            HttpResponse<String> answer = send("GET", path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("page of a test");
            assertThat(answer.headers().firstValue("content-type")).contains(type);
        }
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        String length = Integer.toString(send("GET", "/page-test.html").body().length());
        HttpResponse<String> answer = send("HEAD", "/page-test.html");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-length")).contains(length);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing.html",
                "/page-test",
                "/page-test/",
                "/page-test/../../logback-test.xml",
                "/..%2flogback-test.xml",
                "/%2e%2e/logback-test.xml",
                "/..%5clogback-test.xml",
                "/page-test.html%00",
                "/page-test.html/",
                "/page-test/.hidden.html",
                "/page-test/a.class",
                "//page-test.html%20",
            })
    void whatIsNoFileOfThePageIsNotFound(String path) throws Exception {
        assertThat(send("GET", path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br;q=1.0, GZIP;q=0.8", "deflate, gzip", "gzip ; q=0.001"})
    void filesAreCompressedForThoseThatTakeIt(String accepted) throws Exception {
        String plain = send("GET", FILE).body();
        HttpResponse<byte[]> answer =
                http.send(request("GET", FILE, "Accept-Encoding", accepted), BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(answer.headers().firstValue("vary")).contains("Accept-Encoding");
        assertThat(answer.body().length).isLessThan(plain.length());
        try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "gzip; q=0.000", "br", "identity", "", "x-gzip-not", ";;,"})
    void filesAreAsTheyAreForOthers(String accepted) throws Exception {
        HttpResponse<String> answer = send("GET", FILE, "Accept-Encoding", accepted);
        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
        assertThat(answer.body()).contains("page of a test");
    }

    @Test
    void whatTheBrowserHasIsNotSentAgain() throws Exception {
        String tag = send("GET", FILE).headers().firstValue("etag").orElseThrow();
        for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
            for (String method : new String[] {"GET", "HEAD"}) {
                HttpResponse<String> answer = send(method, FILE, "If-None-Match", known);
                assertThat(answer.statusCode()).as(known).isEqualTo(304);
                assertThat(answer.headers().firstValue("etag")).contains(tag);
                assertThat(answer.body()).isEmpty();
            }
        }
        assertThat(send("GET", FILE, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(send("GET", FILE, "If-None-Match", tag, "Accept-Encoding", "gzip")
                        .statusCode())
                .as("a tag of other bytes")
                .isEqualTo(200);
    }

    @Test
    void whatGetsNoSmallerIsNotCompressed() throws Exception {
        HttpResponse<String> answer = send("GET", "/page-test/a.js", "Accept-Encoding", "gzip");
        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
        assertThat(answer.body()).contains("page of a test");
    }
}
