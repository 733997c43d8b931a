// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A process that takes part in the bus, in the frames of the Vert.x TCP event bus bridge. Waits 5 s at most. */
public final class TcpBridgeClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final Socket socket;
    private final DataInputStream in;
    private int numbers;

    /** Over a socket that is connected. */
    public TcpBridgeClient(Socket socket) {
        this.socket = socket;
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects to a port of this machine. */
    public static TcpBridgeClient connect(int port) {
        try {
            return new TcpBridgeClient(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, and sends a server key. */
    public static TcpBridgeClient login(int port, String key) {
        TcpBridgeClient client = connect(port);
        JsonObject reply = client.ask("api.session.login", new JsonObject().put("token", key));
        if (!"message".equals(reply.getString("type"))) {
            throw new IllegalStateException("no login: " + reply);
        }
        return client;
    }

    /** Sends bytes as they are. */
    public void bytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a text as a frame. */
    public void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes(ByteBuffer.allocate(bytes.length + Integer.BYTES)
                .putInt(bytes.length)
                .put(bytes)
                .array());
    }

    /** Sends a frame. */
    public void send(JsonObject frame) {
        text(frame.encode());
    }

    /** Sends a frame of this type, and returns what is answered at its reply address. */
    public JsonObject exchange(JsonObject frame) {
        String replyAddress = "r" + numbers++;
        send(frame.copy().put("replyAddress", replyAddress));
        return receive(answer -> replyAddress.equals(answer.getString("address")));
    }

    /** Asks, and returns the frame of the answer. */
    public JsonObject ask(String address, Object body) {
        return exchange(
                new JsonObject().put("type", "send").put("address", address).put("body", body));
    }

    /** Registers an address, and returns the frame that says whether it is. */
    public JsonObject register(String address) {
        return exchange(new JsonObject().put("type", "register").put("address", address));
    }

    /** Answers a request. */
    public void answer(JsonObject request, Object body) {
        send(new JsonObject()
                .put("type", "send")
                .put("address", request.getString("replyAddress"))
                .put("body", body));
    }

    /** The next frame. */
    public JsonObject receive() {
        try {
            return new JsonObject(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame that fits; others before it are dropped. */
    public JsonObject receive(Predicate<JsonObject> fits) {
        JsonObject frame = receive();
        while (!fits.test(frame)) {
            frame = receive();
        }
        return frame;
    }

    /** Waits until the hub ends the connection. */
    public void awaitEnd() {
        try {
            while (true) {
                receive();
            }
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof EOFException) && !(e.getCause() instanceof SocketException)) {
                throw e;
            }
        }
    }

    /** Ends the connection at once. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
