// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.gateway.dialect.Framing;
import dev.hubbub.gateway.dialect.ServerFrame;
import dev.hubbub.gateway.dialect.SockJs;
import dev.hubbub.gateway.session.SessionTransport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;

/**
 * A WebSocket. Frames are written as bytes through the connection's own handler context: below the WebSocket
 * encoder there is nothing left to do, and TLS still comes after.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written shows as a closed socket
final class WebSocketTransport implements SessionTransport {
    private static final long CUT_OFF_MILLIS = 5_000;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final ChannelHandlerContext channel;
    private final Framing framing;
    private boolean closing;

    WebSocketTransport(Vertx vertx, ServerWebSocket socket, Framing framing) {
        this.vertx = vertx;
        this.socket = socket;
        this.channel = ((WebSocketInternal) socket).channelHandlerContext();
        this.framing = framing;
    }

    @Override
    public void write(ServerFrame frame) {
        if (!closing) {
            write(frame.share(framing));
        }
    }

    /** Writes text outside any frame of the bridge. */
    void writeText(String text) {
        write(ServerFrame.textFrame(text));
    }

    private void write(ByteBuf bytes) {
        channel.writeAndFlush(bytes, channel.voidPromise());
    }

    @Override
    public long pendingBytes() {
        ChannelOutboundBuffer buffer = channel.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public void heartbeat() {
        if (closing) {
            return;
        }
        if (framing == Framing.SOCKJS) {
            writeText(SockJs.HEARTBEAT);
        }
        socket.writeFrame(WebSocketFrame.pingFrame(Buffer.buffer()));
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    /** Vert.x answers each ping it reads, without a bound; pausing the socket would not keep it from reading. */
    @Override
    public void stopReading() {
        channel.channel().config().setAutoRead(false);
    }

    @Override
    public void close(CloseCode code) {
        if (closing) {
            return;
        }
        closing = true;
        if (framing == Framing.SOCKJS) {
            writeText(SockJs.close(code.number(), code.reason()));
        }
        socket.close((short) code.number(), code.reason());
        vertx.setTimer(CUT_OFF_MILLIS, late -> channel.close());
    }
}
