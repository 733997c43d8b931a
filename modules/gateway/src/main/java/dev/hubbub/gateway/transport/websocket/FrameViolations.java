// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import dev.hubbub.contract.error.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;

/**
 * Says why the frames of a WebSocket break RFC 6455, as soon as one does: Netty finds it, and Vert.x would cut the
 * connection without a word. What comes after it is dropped.
 */
final class FrameViolations extends Utf8FrameValidator {
    /** RFC 6455 section 7.4.2; Netty takes 65535 for -1. */
    private static final int MAX_CLOSE_CODE = 4_999;

    private final Consumer<CloseCode> found;
    private boolean over;

    private FrameViolations(Consumer<CloseCode> found) {
        super(false);
        this.found = found;
    }

    /**
     * Looks at the frames of a socket before Vert.x does.
     *
     * @param socket the handler of Vert.x
     * @param found told once, on the event loop, while a frame is read
     */
    static void watch(ChannelHandlerContext socket, Consumer<CloseCode> found) {
        socket.pipeline().addBefore(socket.name(), null, new FrameViolations(found));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) throws Exception {
        if (over || (frame instanceof CloseWebSocketFrame close && !isCode(close.content()))) {
            ReferenceCountUtil.release(frame);
            violated(CloseCode.PROTOCOL_ERROR);
        } else {
            super.channelRead(ctx, frame);
        }
    }

    private static boolean isCode(ByteBuf close) {
        return close.readableBytes() < 2 || close.getUnsignedShort(close.readerIndex()) <= MAX_CLOSE_CODE;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (cause instanceof CorruptedWebSocketFrameException violation) {
            violated(code(violation.closeStatus()));
        } else {
            super.exceptionCaught(ctx, cause);
        }
    }

    private static CloseCode code(WebSocketCloseStatus status) {
        if (WebSocketCloseStatus.INVALID_PAYLOAD_DATA.equals(status)) {
            return CloseCode.INVALID_TEXT;
        }
        return WebSocketCloseStatus.MESSAGE_TOO_BIG.equals(status) ? CloseCode.TOO_LARGE : CloseCode.PROTOCOL_ERROR;
    }

    private void violated(CloseCode code) {
        if (!over) {
            over = true;
            found.accept(code);
        }
    }
}
