// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.LongAdder;

/** One connection through the proxy: the client's socket, the target's socket, and a pipe for each direction. */
final class ProxiedConnection {
    private final NetSocket client;
    private final NetSocket target;
    private final ProxyPipe upstream;
    private final ProxyPipe downstream;
    private int closed;

    ProxiedConnection(Vertx vertx, NetSocket client, NetSocket target, LongAdder sent, LongAdder received) {
        this.client = client;
        this.target = target;
        this.upstream = new ProxyPipe(vertx, client, target, sent);
        this.downstream = new ProxyPipe(vertx, target, client, received);
    }

    /** {@code onClosed} runs when both sockets are closed. */
    void open(NetworkCondition condition, Runnable onClosed) {
        upstream.open(condition.upstream(), () -> halfClosed(onClosed));
        downstream.open(condition.downstream(), () -> halfClosed(onClosed));
        client.resume();
    }

    private void halfClosed(Runnable onClosed) {
        if (++closed == 2) {
            onClosed.run();
        }
    }

    void change(NetworkCondition condition) {
        boolean mustReset = condition.kind() != NetworkCondition.Kind.DROP
                && (upstream.hasLostBytes() || downstream.hasLostBytes());
        if (mustReset || condition.kind() == NetworkCondition.Kind.CUT) {
            reset(client);
            reset(target);
            return;
        }
        upstream.change(condition.upstream());
        downstream.change(condition.downstream());
    }

    static boolean isOpen(NetSocket socket) {
        return channel(socket).isOpen();
    }

    private static Channel channel(NetSocket socket) {
        return ((NetSocketInternal) socket).channelHandlerContext().channel();
    }

    /** Closes a connection with RST: bytes in flight are lost. */
    @SuppressWarnings("FutureReturnValueIgnored") // the close handler reports it
    static void reset(NetSocket socket) {
        Channel channel = channel(socket);
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }
}
