// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import dev.hubbub.contract.value.RoomId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one sender in one room, and their acks. Ids and texts follow from the number of a message, so
 * that only times and acks are kept. Belongs to one event loop during the run.
 */
public final class SendLog {
    private static final int MAX_MISMATCHES = 1_000;

    private final String sender;
    private final RoomId room;
    private final String padding;
    private final LongList due = new LongList();
    private final LongList first = new LongList();
    private final LongList acked = new LongList();
    private final LongList seq = new LongList();
    private final LongList at = new LongList();
    private final ChangeLog changes = new ChangeLog();
    private final List<String> mismatches = new ArrayList<>();
    private volatile int ackedCount;
    private volatile int size;

    /** {@code bytes} is the least length of each text. */
    public SendLog(String sender, RoomId room, int bytes) {
        this.sender = sender;
        this.room = room;
        this.padding = "x".repeat(Math.max(0, bytes - sender.length() - 8));
    }

    /** The first part of each clientId. */
    public String sender() {
        return sender;
    }

    /** The room that it sends to. */
    public RoomId room() {
        return room;
    }

    /** Adds a message that is due at this time, and returns its number. */
    public int add(long nanos) {
        due.add(nanos);
        size = due.size();
        return size - 1;
    }

    /** The message was sent, for the first time or again. */
    public void sent(int number, long nanos) {
        if (first.get(number) == 0) {
            first.set(number, nanos);
        }
    }

    /** The hub acked the message with this seq and time. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one event loop writes, others only read
    public void acked(int number, long seqOf, @Nullable String atOf, long nanos) {
        if (!isAcked(number)) {
            acked.set(number, nanos);
            seq.set(number, seqOf);
            at.set(number, hash(atOf));
            ackedCount++;
        } else if ((seq(number) != seqOf || at.get(number) != hash(atOf)) && mismatches.size() < MAX_MISMATCHES) {
            mismatches.add(clientId(number) + " in " + room + " was acked as " + seq(number) + ", then as " + seqOf
                    + " at " + atOf);
        }
    }

    /** What became of its messages. */
    public ChangeLog changes() {
        return changes;
    }

    /** The clientId of a message. */
    public String clientId(int number) {
        return sender + "-" + number;
    }

    /** The text of a message. */
    public String text(int number) {
        return clientId(number) + " " + padding;
    }

    /** The number of the message with this clientId; -1 if it is from another sender. */
    public int number(String clientId) {
        int dash = clientId.lastIndexOf('-');
        if (dash < 0 || !clientId.substring(0, dash).equals(sender)) {
            return -1;
        }
        try {
            int number = Integer.parseInt(clientId.substring(dash + 1));
            return number >= 0 && number < size ? number : -1;
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    /** The number of messages that were due so far. */
    public int size() {
        return size;
    }

    /** The number of messages with an ack. */
    public int ackedCount() {
        return ackedCount;
    }

    /** Whether the message has an ack. */
    public boolean isAcked(int number) {
        return acked.get(number) != 0;
    }

    /** The seq in its ack. */
    public long seq(int number) {
        return seq.get(number);
    }

    /** When the message was due. */
    public long dueNanos(int number) {
        return due.get(number);
    }

    /** When the message was first sent; 0 for never. */
    public long firstSentNanos(int number) {
        return first.get(number);
    }

    /** When its first ack came. */
    public long ackedNanos(int number) {
        return acked.get(number);
    }

    /** Later acks that differ from the first. */
    public List<String> mismatches() {
        return List.copyOf(mismatches);
    }

    private static long hash(@Nullable String text) {
        return text == null ? 0 : text.hashCode();
    }
}
