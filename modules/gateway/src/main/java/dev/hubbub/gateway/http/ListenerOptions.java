// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.gateway.config.GatewayConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How the port is opened.
 *
 * @param certificate for TLS, or null
 */
public record ListenerOptions(GatewayConfig config, @Nullable PemKeyCertOptions certificate) {
    private static final int MAX_HEADER_BYTES = 8_192;
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    public HttpServerOptions options() {
        int maxBytes = config.sockets().maxFrameBytes();
        HttpServerOptions options = new HttpServerOptions()
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(2 * maxBytes) // the session closes above half of it, with a code of ours
                .setMaxWebSocketMessageSize(2 * maxBytes)
                .setWebSocketClosingTimeout(5)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setStrictThreadMode(true) // all answers come from the event loop: no queue of 4 KB for each connection
                .setUseAlpn(false) // HTTP/1.1 alone: one request at a time on a connection, and sockets
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(GatewayConfig.READ_IDLE_MILLIS)
                .setWriteIdleTimeout(config.sockets().writeIdleMillis());
        return certificate == null
                ? options
                : options.setSsl(true).setKeyCertOptions(certificate).setEnabledSecureTransportProtocols(PROTOCOLS);
    }

    public static ServerSSLOptions ssl(PemKeyCertOptions certificate) {
        ServerSSLOptions options = new ServerSSLOptions();
        options.setKeyCertOptions(certificate).setEnabledSecureTransportProtocols(PROTOCOLS);
        return options;
    }
}
