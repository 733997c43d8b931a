// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Optional;

/**
 * Decodes requests as Vert.x does, and refuses those that a proxy in front may read in another way: folded headers,
 * fields that come twice, unknown transfer codings, no valid {@code Host}. They are answered with 400, and the connection
 * is closed. After a request of HTTP/1.0 it is closed too: the end of a stream is nothing else there.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    private static final String NAME = "httpDecoder";

    /** Fields of one value each by which a request is routed, framed or trusted. */
    private static final List<CharSequence> SINGLE = List.of(
            HttpHeaderNames.HOST,
            HttpHeaderNames.AUTHORIZATION,
            HttpHeaderNames.PROXY_AUTHORIZATION,
            HttpHeaderNames.ORIGIN,
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.CONTENT_TYPE,
            HttpHeaderNames.EXPECT,
            HttpHeaderNames.SEC_WEBSOCKET_KEY,
            HttpHeaderNames.SEC_WEBSOCKET_VERSION,
            "idempotency-key");

    private HeadSyntax syntax = new HeadSyntax();
    private boolean inBody;

    private StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Puts it in the place of the decoder of Vert.x; for the connection handler of a server. */
    static void install(HttpConnection connection, HttpServerOptions options) {
        ((HttpServerConnection) connection)
                .channelHandlerContext()
                .pipeline()
                .replace(NAME, NAME, new StrictRequestDecoder(options));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int start = in.readerIndex();
        int known = out.size();
        super.decode(ctx, in, out);
        if (!inBody) {
            for (int at = start; at < in.readerIndex(); at++) {
                syntax.read(in.getByte(at));
            }
        }
        for (int at = known; at < out.size(); at++) {
            decoded(out.get(at));
        }
    }

    private void decoded(Object part) {
        if (part instanceof HttpRequest request) {
            if (request.decoderResult().isSuccess()) {
                syntax.fault().or(() -> fault(request)).ifPresent(fault -> refuse(request, fault));
            }
            if (isOld(request)) {
                request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            syntax = new HeadSyntax();
            inBody = true;
        }
        if (part instanceof LastHttpContent) {
            inBody = false;
        }
    }

    private static void refuse(HttpRequest request, String fault) {
        request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(fault)));
        if (!isOld(request)) {
            request.setProtocolVersion(HttpVersion.HTTP_1_1); // of the answer
        }
    }

    private static Optional<String> fault(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!isOld(request) && !isCurrent(request)) {
            return Optional.of("no HTTP/1.0 or HTTP/1.1");
        }
        for (CharSequence name : SINGLE) {
            if (headers.getAll(name).size() > 1) {
                return Optional.of(name + " more than once");
            }
        }
        String host = headers.get(HttpHeaderNames.HOST);
        if (host == null ? !isOld(request) : host.isEmpty() || HostAndPort.parseAuthority(host, -1) == null) {
            return Optional.of("no valid host");
        }
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        return coding == null || HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)
                ? Optional.empty()
                : Optional.of("unknown transfer coding");
    }

    /** HTTP/1.0, which has no Host. */
    @SuppressWarnings("ReferenceEquality") // as Vert.x tells versions apart; the name in lower case is another one
    private static boolean isOld(HttpRequest request) {
        return request.protocolVersion() == HttpVersion.HTTP_1_0;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isCurrent(HttpRequest request) {
        return request.protocolVersion() == HttpVersion.HTTP_1_1;
    }
}
