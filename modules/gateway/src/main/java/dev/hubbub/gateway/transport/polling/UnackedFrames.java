// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.Dialect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a client has not got yet, numbered, so that it can be handed out again until it is acknowledged. */
final class UnackedFrames {
    private static final int BATCH_BYTES = 65_536;

    private final Dialect dialect;
    private final Deque<Item> items = new ArrayDeque<>();
    private long acked;
    private long bytes;

    /** @param packet whether it may share a message with its neighbours; else it is a message */
    private record Item(String text, int bytes, boolean packet) {}

    /** @param upTo the number of the last item in the messages */
    record Batch(long upTo, List<String> messages) {}

    UnackedFrames(Dialect dialect) {
        this.dialect = dialect;
    }

    void add(Delivery.Encoded packet) {
        add(new Item(packet.packet(), packet.bytes(), true));
    }

    /** Adds a message of the dialect itself, in ASCII. */
    void addMessage(String message) {
        add(new Item(message, message.length(), false));
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

    /** The oldest items, about as many as one write should carry, as messages. */
    Batch batch() {
        List<String> messages = new ArrayList<>();
        List<String> packets = new ArrayList<>();
        long upTo = acked;
        int size = 0;
        for (Item item : items) {
            if (size > 0 && size + item.bytes() > BATCH_BYTES) {
                break;
            }
            size += item.bytes();
            upTo++;
            if (item.packet()) {
                packets.add(item.text());
            } else {
                pack(packets, messages);
                messages.add(item.text());
            }
        }
        pack(packets, messages);
        return new Batch(upTo, messages);
    }

    private void pack(List<String> packets, List<String> messages) {
        if (!packets.isEmpty()) {
            messages.add(dialect.pack(packets));
            packets.clear();
        }
    }
}
