// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import io.vertx.core.buffer.Buffer;

/** One socket that listens. Belongs to one event loop. */
final class Reader {
    private final Tally tally;
    private long last = -1;

    Reader(Tally tally) {
        this.tally = tally;
    }

    void received(Buffer frame) {
        long index = Mark.find(frame);
        if (index < 0) {
            return;
        }
        if (last < 0) {
            tally.listens();
        }
        if (index > last) {
            last = index;
            tally.delivered(index);
        } else {
            tally.repeated();
        }
    }
}
