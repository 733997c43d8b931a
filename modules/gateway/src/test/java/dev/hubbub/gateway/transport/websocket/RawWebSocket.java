// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A WebSocket that sends the bytes that a test chooses, whatever RFC 6455 allows. */
final class RawWebSocket implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    /** A frame of the hub. */
    record Frame(int opcode, byte[] payload) {
        static final int CLOSE = 8;

        /** The code of a close frame. */
        int code() {
            return (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    RawWebSocket(String hub, String path) throws IOException {
        this(new Socket(URI.create(hub).getHost(), URI.create(hub).getPort()), path);
    }

    /** Over TLS, with a hub that has this certificate. */
    RawWebSocket(String hub, String path, Path certificate) throws IOException, GeneralSecurityException {
        this(
                trusting(certificate)
                        .createSocket(URI.create(hub).getHost(), URI.create(hub).getPort()),
                path);
    }

    private static SocketFactory trusting(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            known.setCertificateEntry(
                    "hub", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private RawWebSocket(Socket socket, String path) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        send(("GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException(head.toString());
        }
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** One masked frame; the mask is nought. */
    static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write(payload.length < 65_536 && shift >= 16 ? 0 : (int) ((long) payload.length >>> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** The next frame; empty at the end of the connection. */
    Optional<Frame> next() throws IOException {
        try {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte();
            byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
            in.readFully(payload);
            return Optional.of(new Frame(opcode, payload));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** The code with which the hub closes it. The connection must end after it, and nothing come between. */
    int awaitClose() throws IOException {
        Optional<Frame> frame = next();
        while (frame.isPresent() && frame.get().opcode() != Frame.CLOSE) {
            frame = next();
        }
        int code = frame.map(Frame::code).orElseThrow(() -> new EOFException("no close frame"));
        if (next().isPresent()) {
            throw new IOException("a frame behind the close");
        }
        return code;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
