// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import io.vertx.core.buffer.Buffer;

/** One socket that follows the room. Belongs to one event loop. */
final class ReaderSocket {
    private final DeliveryRecorder recorder;
    private long last = -1;

    ReaderSocket(DeliveryRecorder recorder) {
        this.recorder = recorder;
    }

    void received(Buffer frame) {
        long index = MessageIndex.find(frame);
        if (index < 0) {
            return;
        }
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
