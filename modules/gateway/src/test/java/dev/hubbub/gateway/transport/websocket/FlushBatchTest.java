// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FlushBatchTest {
    private long millis = 1_000;
    private int flushed;
    private final EmbeddedChannel channel = new EmbeddedChannel(new Counter(), new Handler());
    private final ChannelHandlerContext context = channel.pipeline().context(Handler.class);
    private final FlushBatch flushes = new FlushBatch(() -> MILLISECONDS.toNanos(millis));

    private static final class Handler extends ChannelHandlerAdapter {}

    private final class Counter extends ChannelOutboundHandlerAdapter {
        @Override
        public void flush(ChannelHandlerContext next) {
            flushed++;
        }
    }

    @BeforeEach
    void holdTheClock() {
        channel.freezeTime();
    }

    private void pass(long time) {
        millis += time;
        channel.advanceTimeBy(time, MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    @Test
    void quietLoopFlushesOnceWhenTheTaskEnds() {
        flushes.add(context);
        flushes.add(context);
        assertThat(flushed).isZero();
        pass(0);
        assertThat(flushed).isEqualTo(1);
    }

    /** Makes the loop busy. */
    private void flushMany() {
        for (int i = 0; i < FlushBatch.BUSY; i++) {
            flushes.add(context);
            pass(0);
        }
        assertThat(flushed).isEqualTo(FlushBatch.BUSY);
    }

    @Test
    void loopWithFewSocketsFlushesEachWriteAtOnce() {
        flushes.add(context);
        pass(0);
        flushes.add(context);
        pass(0);
        assertThat(flushed).isEqualTo(2);
    }

    @Test
    void busyLoopFlushesTogetherAfterTheInterval() {
        flushMany();
        flushes.add(context);
        pass(1);
        flushes.add(context);
        assertThat(flushed).isEqualTo(FlushBatch.BUSY);
        pass(1);
        assertThat(flushed).isEqualTo(FlushBatch.BUSY + 1);
    }

    @Test
    void loopThatIsQuietAgainFlushesAtOnce() {
        flushMany();
        pass(2);
        flushes.add(context);
        pass(0);
        assertThat(flushed).isEqualTo(FlushBatch.BUSY + 1);
    }

    @Test
    void closedSocketDisturbsNoOther() {
        EmbeddedChannel closed = new EmbeddedChannel(new Handler());
        ChannelHandlerContext gone = closed.pipeline().context(Handler.class);
        closed.close();
        flushes.add(gone);
        flushes.add(context);
        closed.runPendingTasks();
        assertThat(flushed).isEqualTo(1);
    }
}
