// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Flushes the sockets of one event loop together: what was written to a socket since the last flush leaves in one system
 * call. A write to a loop that was quiet is flushed when the present task ends; under load all wait up to
 * {@value #INTERVAL_MILLIS} ms. Must be used on that event loop.
 */
final class FlushBatch {
    private static final long INTERVAL_MILLIS = 2;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);

    private final LongSupplier nanos;
    private final Set<ChannelHandlerContext> written = new LinkedHashSet<>();
    private long lastFlush;

    FlushBatch(LongSupplier nanos) {
        this.nanos = nanos;
        lastFlush = nanos.getAsLong() - INTERVAL_NANOS;
    }

    /** Something was written to this socket. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the event loop
    void add(ChannelHandlerContext channel) {
        boolean first = written.isEmpty();
        written.add(channel);
        if (!first) {
            return;
        }
        EventLoop loop = channel.channel().eventLoop();
        long wait = lastFlush + INTERVAL_NANOS - nanos.getAsLong();
        if (wait <= 0) {
            loop.execute(this::flush);
        } else {
            loop.schedule(this::flush, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void flush() {
        lastFlush = nanos.getAsLong();
        List<ChannelHandlerContext> all = new ArrayList<>(written);
        written.clear();
        all.forEach(ChannelHandlerContext::flush);
    }
}
