// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a {@link BridgeClient} connects.
 *
 * @param hub where the hub listens, for example {@code http://127.0.0.1:8080}; {@code https} connects with TLS
 * @param sockJs whether to speak SockJS framing, as the JavaScript clients do; else bare JSON texts
 * @param headers of the upgrade request
 * @param patience how long each blocking call waits at most
 * @param from the address of this machine to connect from, or null
 * @param trusted a PEM file with the certificate to trust, or null for every certificate
 */
public record ClientOptions(
        URI hub, boolean sockJs, Map<String, String> headers, Duration patience, String from, Path trusted) {
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int CLOSING_SECONDS = 1;

    public ClientOptions {
        headers = Map.copyOf(headers);
    }

    /** Bare JSON texts on {@code /eventbus/websocket}. */
    public static ClientOptions raw(String hub) {
        return new ClientOptions(URI.create(hub), false, Map.of(), Duration.ofSeconds(10), null, null);
    }

    /** SockJS framing on {@code /eventbus/<server>/<session>/websocket}. */
    public static ClientOptions sockJs(String hub) {
        return new ClientOptions(URI.create(hub), true, Map.of(), Duration.ofSeconds(10), null, null);
    }

    /** Carries the token in the upgrade request, so that no login is needed. */
    public ClientOptions bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Connects as a page of this origin; without it no origin is named. */
    public ClientOptions origin(String origin) {
        return header("Origin", origin);
    }

    /** One more header of the upgrade request. */
    public ClientOptions header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ClientOptions(hub, sockJs, more, patience, from, trusted);
    }

    /** Another bound for blocking calls. */
    public ClientOptions patience(Duration atMost) {
        return new ClientOptions(hub, sockJs, headers, atMost, from, trusted);
    }

    /** From another address of this machine, such as {@code 127.0.0.2}. */
    public ClientOptions from(String address) {
        return new ClientOptions(hub, sockJs, headers, patience, address, trusted);
    }

    /** Over TLS takes this certificate for the host of the hub, and no other. */
    public ClientOptions trusting(Path pem) {
        return new ClientOptions(hub, sockJs, headers, patience, from, pem);
    }

    WebSocketConnectOptions connectOptions() {
        boolean tls = "https".equals(hub.getScheme());
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(hub.getHost())
                .setPort(hub.getPort() < 0 ? (tls ? 443 : 80) : hub.getPort())
                .setSsl(tls)
                .setURI(hub.getPath() + path())
                .setAllowOriginHeader(headers.containsKey("Origin"));
        options.setTimeout(patience.toMillis());
        headers.forEach(options::addHeader);
        return options;
    }

    WebSocketClientOptions clientOptions() {
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setMaxFrameSize(MAX_BYTES)
                .setMaxMessageSize(MAX_BYTES)
                .setClosingTimeout(CLOSING_SECONDS)
                .setTrustAll(trusted == null)
                .setVerifyHost(trusted != null);
        options.setLocalAddress(from);
        if (trusted != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(trusted.toString()));
        }
        return options;
    }

    private String path() {
        if (!sockJs) {
            return "/eventbus/websocket";
        }
        int server = ThreadLocalRandom.current().nextInt(100, 1000);
        return "/eventbus/" + server + "/" + UUID.randomUUID() + "/websocket";
    }
}
