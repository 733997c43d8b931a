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
 * call. On a loop that has flushed few sockets lately a write is flushed when the present task ends, so that a lone request
 * has its answer at once; on a busy one all wait up to {@value #INTERVAL_MILLIS} ms. Must be used on that event loop.
 */
final class FlushBatch {
    private static final long INTERVAL_MILLIS = 2;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);

    /** So many sockets flushed within an interval make a loop busy. */
    static final int BUSY = 16;

    private final LongSupplier nanos;
    private final Set<ChannelHandlerContext> written = new LinkedHashSet<>();
    private long intervalStart;
    private int flushed;

    FlushBatch(LongSupplier nanos) {
        this.nanos = nanos;
        intervalStart = nanos.getAsLong() - INTERVAL_NANOS;
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
        long wait = intervalStart + INTERVAL_NANOS - nanos.getAsLong();
        if (wait <= 0 || flushed < BUSY) {
            loop.execute(this::flush);
        } else {
            loop.schedule(this::flush, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void flush() {
        long now = nanos.getAsLong();
        if (now - intervalStart >= INTERVAL_NANOS) {
            intervalStart = now;
            flushed = 0;
        }
        List<ChannelHandlerContext> all = new ArrayList<>(written);
        written.clear();
        flushed += all.size();
        all.forEach(ChannelHandlerContext::flush);
    }
}
