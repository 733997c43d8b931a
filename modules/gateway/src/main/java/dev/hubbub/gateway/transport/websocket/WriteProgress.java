// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/** Notices when what waits to leave a socket does not move. Looks when asked, so that a socket needs no timer. */
final class WriteProgress {
    private @Nullable Object first;
    private long progress;
    private long since;

    /**
     * Whether nothing has left for so long although something waits.
     *
     * @param buffer what waits; null: the socket is closed
     * @param now a count of nanoseconds
     */
    boolean isStalled(@Nullable ChannelOutboundBuffer buffer, long now, long nanos) {
        Object waiting = buffer == null ? null : buffer.current();
        long reached = buffer == null ? 0 : buffer.currentProgress();
        if (waiting == null || waiting != first || reached != progress) {
            first = waiting;
            progress = reached;
            since = now;
        }
        return waiting != null && now - since >= nanos;
    }
}
