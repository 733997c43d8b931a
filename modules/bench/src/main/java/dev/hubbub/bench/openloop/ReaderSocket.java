// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import dev.hubbub.bench.load.MessageIndex;
import io.vertx.core.buffer.Buffer;

/** One socket that follows the room. Belongs to one event loop. */
final class ReaderSocket {
    private final DeliveryRecorder recorder;
    private long last = -1;

    ReaderSocket(DeliveryRecorder recorder) {
        this.recorder = recorder;
    }

    /** A frame may carry several messages. */
    void received(Buffer frame) {
        int at = MessageIndex.position(frame, 0);
        while (at >= 0) {
            received(MessageIndex.parse(frame, at));
            at = MessageIndex.position(frame, at + MessageIndex.LENGTH);
        }
    }

    private void received(long index) {
        if (last < 0) {
            recorder.readerActive();
        }
        if (index > last) {
            last = index;
            recorder.delivered(index);
        } else {
            recorder.repeated();
        }
    }
}
