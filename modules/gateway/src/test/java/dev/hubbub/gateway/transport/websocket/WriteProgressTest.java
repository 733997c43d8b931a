// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Stalled after 100. */
final class WriteProgressTest {
    private final WriteProgress progress = new WriteProgress();
    private final DeafChannel channel = new DeafChannel();

    /** A channel whose peer reads nothing unless told to. */
    private static final class DeafChannel extends EmbeddedChannel {
        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) {
            // nothing leaves
        }

        ChannelOutboundBuffer waiting() {
            return unsafe().outboundBuffer();
        }

        void say(String text) {
            ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
            write(bytes, voidPromise());
            flush();
        }
    }

    private boolean isStalled(long now) {
        return progress.isStalled(channel.waiting(), now, 100);
    }

    @Test
    void nothingToWriteIsNoStall() {
        assertThat(isStalled(0)).isFalse();
        assertThat(isStalled(1_000)).isFalse();
    }

    @Test
    void whatDoesNotMoveStalls() {
        channel.say("hello");
        assertThat(isStalled(50)).as("seen for the first time").isFalse();
        channel.say("again");
        assertThat(isStalled(149)).isFalse();
        assertThat(isStalled(150)).isTrue();
    }

    @Test
    void slowReaderIsNoStall() {
        channel.say("hello");
        isStalled(0);
        channel.waiting().removeBytes(2);
        assertThat(isStalled(100)).as("a part has left").isFalse();
        assertThat(isStalled(199)).isFalse();
        channel.say("again");
        channel.waiting().remove();
        assertThat(isStalled(200)).as("the next one is first").isFalse();
        assertThat(isStalled(300)).isTrue();
    }

    @Test
    void closedSocketDoesNotStall() {
        channel.say("hello");
        isStalled(0);
        assertThat(progress.isStalled(null, 100, 100)).isFalse();
    }
}
