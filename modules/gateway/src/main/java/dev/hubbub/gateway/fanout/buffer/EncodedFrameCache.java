// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import dev.hubbub.gateway.dialect.Delivery;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** Keeps the encoded bytes of entries that are sent again for a moment, so that subscribers share them. */
public final class EncodedFrameCache {
    private static final long KEPT_MILLIS = 100;
    private static final long MAX_LENGTH = 4_194_304;

    private final Vertx vertx;
    private List<Delivery> lent = new ArrayList<>();
    private long length;

    public EncodedFrameCache(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The frame was sent, and may be sent to others soon. */
    public void lend(Delivery frame) {
        if (lent.isEmpty()) {
            vertx.setTimer(KEPT_MILLIS, later -> takeBack());
        }
        lent.add(frame);
        length += frame.json().length();
        if (length > MAX_LENGTH) {
            takeBack();
        }
    }

    /** How many characters are lent. */
    public long length() {
        return length;
    }

    private void takeBack() {
        List<Delivery> all = lent;
        lent = new ArrayList<>();
        length = 0;
        all.forEach(Delivery::release);
    }
}
