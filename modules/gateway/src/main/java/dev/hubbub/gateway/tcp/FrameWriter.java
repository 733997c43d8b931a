// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.LongSupplier;

/** Writes frames to a connection, and knows how many bytes wait there for the process to read. */
final class FrameWriter {
    private final NetSocket socket;
    private final int maxPendingBytes;
    private final LongSupplier clock;
    private final Runnable written;
    private long pendingBytes;
    private long progressAt;

    /**
     * @param maxPendingBytes how many bytes may wait
     * @param clock in milliseconds
     * @param written called when a frame has left
     */
    FrameWriter(NetSocket socket, int maxPendingBytes, LongSupplier clock, Runnable written) {
        this.socket = socket;
        this.maxPendingBytes = maxPendingBytes;
        this.clock = clock;
        this.written = written;
        this.progressAt = clock.getAsLong();
    }

    /** Whether so many bytes more may wait. */
    boolean hasRoom(int bytes) {
        return pendingBytes + bytes <= maxPendingBytes;
    }

    /** Whether so much waits that nothing more should be read that may be answered. */
    boolean isCongested() {
        return pendingBytes > maxPendingBytes / 2;
    }

    /** Writes a frame for which there is room, or an answer of a few bytes. */
    void write(Buffer frame) {
        if (pendingBytes == 0) {
            progressAt = clock.getAsLong();
        }
        pendingBytes += frame.length();
        socket.write(frame).onComplete(either -> {
            pendingBytes -= frame.length();
            progressAt = clock.getAsLong();
            written.run();
        });
    }

    /** For how many milliseconds something has waited and nothing has left. */
    long stuckMillis() {
        return pendingBytes == 0 ? 0 : clock.getAsLong() - progressAt;
    }

    long pendingBytes() {
        return pendingBytes;
    }
}
