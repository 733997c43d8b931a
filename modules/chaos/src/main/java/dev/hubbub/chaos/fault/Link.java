// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.LongAdder;

/** One connection through the proxy: the client's half, the target's half, and a pipe for each direction. */
final class Link {
    private final NetSocket client;
    private final NetSocket target;
    private final Pipe forth;
    private final Pipe back;
    private int closed;

    Link(Vertx vertx, NetSocket client, NetSocket target, LongAdder sent, LongAdder received) {
        this.client = client;
        this.target = target;
        this.forth = new Pipe(vertx, client, target, sent);
        this.back = new Pipe(vertx, target, client, received);
    }

    /** {@code over} runs when both halves are closed. */
    void open(Weather weather, Runnable over) {
        forth.open(weather.forth(), () -> halfOver(over));
        back.open(weather.back(), () -> halfOver(over));
        client.resume();
    }

    private void halfOver(Runnable over) {
        if (++closed == 2) {
            over.run();
        }
    }

    void change(Weather weather) {
        boolean broken = weather.kind() != Weather.Kind.DROP && (forth.lossy() || back.lossy());
        if (broken || weather.kind() == Weather.Kind.CUT) {
            reset(client);
            reset(target);
            return;
        }
        forth.change(weather.forth());
        back.change(weather.back());
    }

    static boolean isOpen(NetSocket socket) {
        return channel(socket).isOpen();
    }

    private static Channel channel(NetSocket socket) {
        return ((NetSocketInternal) socket).channelHandlerContext().channel();
    }

    /** Ends a connection with RST: what is still under way is lost. */
    @SuppressWarnings("FutureReturnValueIgnored") // closeHandler tells
    static void reset(NetSocket socket) {
        Channel channel = channel(socket);
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }
}
