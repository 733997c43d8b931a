// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hub listens in plain HTTP; 127.0.0.2 is a trusted proxy of it, 127.0.0.1 is none. */
@ExtendWith(VertxExtension.class)
final class OriginsTest {
    private RawHttpClient client;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        client = new RawHttpClient(vertx, new GatewayFixture(vertx, Sockets.DEFAULTS).url);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, hub.example,      http://hub.example,       '',    200",
        "127.0.0.1, hub.example:80,   http://hub.example,       '',    200",
        "127.0.0.1, HUB.example:8080, HTTP://hub.Example:8080,  '',    200",
        "127.0.0.1, [::1]:8080,       http://[::1]:8080,        '',    200",
        "127.0.0.1, hub.example:8080, https://hub.example:8080, '',    403",
        "127.0.0.1, hub.example:443,  https://hub.example,      '',    403",
        "127.0.0.1, hub.example:8080, http://hub.example:8081,  '',    403",
        "127.0.0.1, hub.example:8080, http://hub.example,       '',    403",
        "127.0.0.1, hub.example,      http://hub.example:8080,  '',    403",
        "127.0.0.1, hub.example:8080, ws://hub.example:8080,    '',    403",
        "127.0.0.1, hub.example,      http://x.hub.example,     '',    403",
        "127.0.0.1, hub.example,      http://hub.example/path,  '',    403",
        "127.0.0.1, hub.example,      http://u@hub.example,     '',    403",
        "127.0.0.1, hub.example,      hub.example,              '',    403",
        "127.0.0.1, hub.example,      https://shop.example,     '',    200",
        "127.0.0.1, hub.example,      http://shop.example,      '',    403",
        "127.0.0.1, hub.example,      https://shop.example:444, '',    403",
        "127.0.0.1, hub.example,      https://hub.example,      https, 403",
        "127.0.0.2, hub.example,      https://hub.example,      https, 200",
        "127.0.0.2, hub.example,      http://hub.example,       https, 403",
        "127.0.0.2, hub.example:8443, https://hub.example:8443, HTTPS, 200",
        "127.0.0.2, hub.example,      https://hub.example,      'https, http', 403",
        "127.0.0.2, hub.example,      http://hub.example,       gopher, 200"
    })
    void schemeHostAndPortMustBeThoseOfTheHub(String from, String host, String origin, String scheme, int status)
            throws Exception {
        String forwarded = scheme.isEmpty() ? "" : "X-Forwarded-Proto: " + scheme + "\r\n";

        String answer = client.answers(
                from,
                "GET /eventbus/info HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\nOrigin: " + origin + "\r\n"
                        + forwarded + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }
}
