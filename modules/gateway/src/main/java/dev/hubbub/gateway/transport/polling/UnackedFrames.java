// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.gateway.dialect.ServerFrame.Quoted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a client has not got yet, numbered, so that it can be handed out again until it is acknowledged. */
final class UnackedFrames {
    private static final int BATCH_BYTES = 65_536;

    private final Deque<Item> items = new ArrayDeque<>();
    private long acked;
    private long bytes;

    /** @param message whether it may share a SockJS frame with its neighbours */
    private record Item(String text, int bytes, boolean message) {}

    /** @param upTo the number of the last item in the frames */
    record Batch(long upTo, List<String> frames) {}

    void add(Quoted message) {
        add(new Item(message.text(), message.bytes(), true));
    }

    /** Adds a frame of SockJS itself, in ASCII. */
    void add(String frame) {
        add(new Item(frame, frame.length(), false));
    }

    private void add(Item item) {
        items.add(item);
        bytes += item.bytes();
    }

    /** Drops what has arrived. */
    void ack(long upTo) {
        while (acked < upTo && !items.isEmpty()) {
            bytes -= items.poll().bytes();
            acked++;
        }
    }

    void clear() {
        ack(last());
    }

    /** The number of the newest item. */
    long last() {
        return acked + items.size();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** The oldest items, about as many as one write should carry, as SockJS frames. */
    Batch batch() {
        List<String> frames = new ArrayList<>();
        StringBuilder messages = new StringBuilder();
        long upTo = acked;
        int size = 0;
        for (Item item : items) {
            if (size > 0 && size + item.bytes() > BATCH_BYTES) {
                break;
            }
            size += item.bytes();
            upTo++;
            if (item.message()) {
                messages.append(messages.isEmpty() ? "a[" : ",").append(item.text());
            } else {
                closeArray(messages, frames);
                frames.add(item.text());
            }
        }
        closeArray(messages, frames);
        return new Batch(upTo, frames);
    }

    private static void closeArray(StringBuilder messages, List<String> frames) {
        if (!messages.isEmpty()) {
            frames.add(messages.append(']').toString());
            messages.setLength(0);
        }
    }
}
