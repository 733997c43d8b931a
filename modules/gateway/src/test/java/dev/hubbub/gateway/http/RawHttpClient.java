// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Connections that say what a test writes, whatever HTTP allows. */
final class RawHttpClient {
    private final NetClient connections; // Vert.x closes the connections of a client that is garbage
    private final URI hub;

    RawHttpClient(Vertx vertx, String url) {
        connections = vertx.createNetClient();
        hub = URI.create(url);
    }

    NetSocket open() throws Exception {
        return connections.connect(hub.getPort(), hub.getHost()).await(5, SECONDS);
    }

    /** The first bytes that come back. */
    String answer(String request) throws Exception {
        NetSocket socket = open();
        CompletableFuture<Buffer> first = new CompletableFuture<>();
        socket.handler(first::complete);
        socket.write(request); // the server may answer and close before it has read everything
        return first.get(5, SECONDS).toString();
    }

    /** All that comes back until the hub closes the connection, which this does not. */
    String answers(String from, String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(hub.getHost(), hub.getPort()), 5_000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Completes when the other end has closed it. */
    static CompletableFuture<Void> closed(NetSocket socket) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        socket.closeHandler(closed::complete);
        return closed;
    }
}
