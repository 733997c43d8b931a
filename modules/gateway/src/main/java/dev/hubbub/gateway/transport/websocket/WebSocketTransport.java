// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.Dialect;
import dev.hubbub.gateway.session.SessionTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.function.Consumer;

/**
 * A WebSocket. Frames are written as bytes through the connection's own handler context: below the WebSocket
 * encoder there is nothing left to do, and TLS still comes after.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written shows as a closed socket
final class WebSocketTransport implements SessionTransport {
    /** More is worth a system call of its own. */
    private static final int UNFLUSHED_BYTES = 8_192;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final ChannelHandlerContext channel;
    private final Dialect dialect;
    private final FlushBatch flushes;
    private final long closingMillis;
    private final WriteProgress progress = new WriteProgress();
    private boolean closing;
    private boolean unreadable;

    /** @param closingMillis for the client to answer the close */
    WebSocketTransport(Vertx vertx, ServerWebSocket socket, Dialect dialect, FlushBatch flushes, long closingMillis) {
        this.flushes = flushes;
        this.closingMillis = closingMillis;
        this.vertx = vertx;
        this.socket = socket;
        this.channel = ((WebSocketInternal) socket).channelHandlerContext();
        this.dialect = dialect;
    }

    @Override
    public void write(Delivery delivery) {
        if (!closing) {
            write(delivery.encoded(dialect).webSocketFrame());
        }
    }

    /** Begins the conversation. From now on its session is looked at with all others, and needs no timers of its own. */
    void open() {
        if (channel.pipeline().get(IdleStateHandler.class) != null) {
            channel.pipeline().remove(IdleStateHandler.class);
        }
        dialect.opening().ifPresent(this::writeMessage);
    }

    /** @param violated told why the session is to be closed when a frame breaks the protocol: nothing is read after it */
    void watch(Consumer<CloseCode> violated) {
        FrameViolations.watch(channel, code -> {
            unreadable = true;
            if (closing) {
                endOutputAfter(Unpooled.EMPTY_BUFFER); // the answer to the close will not be understood
            } else {
                violated.accept(code);
            }
        });
    }

    private void writeMessage(String message) {
        write(Delivery.Encoded.webSocketFrame(message));
    }

    private void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
        if (pendingBytes() > UNFLUSHED_BYTES) {
            channel.flush(); // what still waits then waits for the client
        } else {
            flushes.add(channel);
        }
    }

    @Override
    public long pendingBytes() {
        ChannelOutboundBuffer buffer = channel.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public boolean isStalled(long nanos) {
        return progress.isStalled(channel.channel().unsafe().outboundBuffer(), System.nanoTime(), nanos);
    }

    @Override
    public void heartbeat() {
        askForLife();
    }

    @Override
    public boolean askForLife() {
        if (!closing) {
            dialect.heartbeat().ifPresent(this::writeMessage);
            socket.writeFrame(WebSocketFrame.pingFrame(Buffer.buffer()));
        }
        return !closing;
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
        dialect.closing(code.number(), code.reason()).ifPresent(this::writeMessage);
        if (unreadable) {
            endOutputAfter(new CloseWebSocketFrame(code.number(), code.reason()));
        } else if (code == CloseCode.CROWDED_OUT) { // as many as there are, none may stay until its client answers
            channel.writeAndFlush(new CloseWebSocketFrame(code.number(), code.reason()))
                    .addListener(left -> channel.close());
        } else {
            socket.close((short) code.number(), code.reason());
        }
        long late = vertx.setTimer(closingMillis, due -> channel.close());
        channel.channel().closeFuture().addListener(closed -> vertx.cancelTimer(late));
    }

    /**
     * The client sees the end behind the last frame, under TLS by a close_notify, and closes its side. To close both here
     * would make the kernel drop what was written if anything has come that was not read.
     */
    private void endOutputAfter(Object last) {
        channel.writeAndFlush(last).addListener(left -> endOutput());
    }

    private void endOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (channel.channel() instanceof DuplexChannel socketChannel) {
            socketChannel.shutdownOutput();
        } else {
            channel.close();
        }
    }
}
