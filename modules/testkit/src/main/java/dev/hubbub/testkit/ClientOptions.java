// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link BridgeClient} connects.
 *
 * @param hub where the hub listens, for example {@code http://127.0.0.1:8080}; {@code https} connects with TLS
 * @param transport how frames travel
 * @param headers of the upgrade request; without WebSocket, of every request
 * @param timeout how long each blocking call waits at most
 * @param from the address of this machine to connect from, or null
 * @param trusted a PEM file with the certificate to trust, or null for every certificate
 */
public record ClientOptions(
        URI hub,
        Transport transport,
        Map<String, String> headers,
        Duration timeout,
        @Nullable String from,
        @Nullable Path trusted) {
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int RECEIVE_BYTES =
            262_144; // a kernel may let it grow to 32 MB, which hides a client that does not read
    private static final int CLOSING_SECONDS = 1;
    private static final int KEEP_SECONDS = 5; // shorter than the hub, so that no request meets a closing connection

    public ClientOptions {
        headers = Map.copyOf(headers);
    }

    /** Options for this hub and transport. */
    public static ClientOptions of(Transport transport, String hub) {
        return new ClientOptions(URI.create(hub), transport, Map.of(), Duration.ofSeconds(10), null, null);
    }

    /** Bare JSON texts on {@code /eventbus/websocket}. */
    public static ClientOptions raw(String hub) {
        return of(Transport.RAW, hub);
    }

    /** SockJS framing on {@code /eventbus/<server>/<session>/websocket}. */
    public static ClientOptions sockJs(String hub) {
        return of(Transport.FRAMED, hub);
    }

    /** SockJS without WebSocket, by {@code xhr} and {@code xhr_send}. */
    public static ClientOptions xhr(String hub) {
        return of(Transport.XHR, hub);
    }

    /** Carries the token in the upgrade request, so that no login is needed; a WebSocket only. */
    public ClientOptions bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Connects as a page of this origin; the default is no origin. */
    public ClientOptions origin(String origin) {
        return header("Origin", origin);
    }

    /** One more header of the upgrade request. */
    public ClientOptions header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ClientOptions(hub, transport, more, timeout, from, trusted);
    }

    /** Another time-out for blocking calls. */
    public ClientOptions timeout(Duration atMost) {
        return new ClientOptions(hub, transport, headers, atMost, from, trusted);
    }

    /** From another address of this machine, such as {@code 127.0.0.2}. */
    public ClientOptions from(String address) {
        return new ClientOptions(hub, transport, headers, timeout, address, trusted);
    }

    /** With TLS, accepts only this certificate for the host of the hub. */
    public ClientOptions trusting(Path pem) {
        return new ClientOptions(hub, transport, headers, timeout, from, pem);
    }

    WebSocketConnectOptions connectOptions() {
        String path = transport == Transport.RAW ? "/eventbus/websocket" : session() + "/websocket";
        WebSocketConnectOptions options =
                target(new WebSocketConnectOptions(), path).setAllowOriginHeader(headers.containsKey("Origin"));
        options.setTimeout(timeout.toMillis());
        return options;
    }

    /** A POST request. */
    RequestOptions requestOptions(String path) {
        return target(new RequestOptions(), path).setMethod(HttpMethod.POST);
    }

    private <T extends RequestOptions> T target(T options, String path) {
        boolean tls = "https".equals(hub.getScheme());
        options.setHost(hub.getHost())
                .setPort(hub.getPort() < 0 ? (tls ? 443 : 80) : hub.getPort())
                .setSsl(tls)
                .setURI(hub.getPath() + path);
        headers.forEach(options::addHeader);
        return options;
    }

    WebSocketClientOptions clientOptions() {
        return secured(new WebSocketClientOptions()
                .setReceiveBufferSize(RECEIVE_BYTES)
                .setMaxFrameSize(MAX_BYTES)
                .setMaxMessageSize(MAX_BYTES)
                .setClosingTimeout(CLOSING_SECONDS)
                .setVerifyHost(trusted != null));
    }

    HttpClientOptions httpOptions() {
        return secured(new HttpClientOptions().setKeepAliveTimeout(KEEP_SECONDS).setVerifyHost(trusted != null));
    }

    private <T extends ClientOptionsBase> T secured(T options) {
        options.setTrustAll(trusted == null).setLocalAddress(from);
        if (trusted != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(trusted.toString()));
        }
        return options;
    }

    /** The path of a new SockJS session. */
    static String session() {
        int server = ThreadLocalRandom.current().nextInt(100, 1000);
        return "/eventbus/" + server + "/" + UUID.randomUUID();
    }
}
