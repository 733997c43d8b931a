// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of messages after they were stored: small records of their rooms, derived from the log by the writer of the
 * room before a change is answered. A page of history has it in the message.
 */
public final class Overlays {
    /** How many different emojis a message has. */
    public static final int MAX_EMOJIS = 50;

    /** How many edits of a message are possible. */
    public static final int MAX_EDITS = 100;

    /** The newest state of each message that was changed; the key is {@link #key}. */
    public static final RecordKind<Overlay> OVERLAY = new RecordKind<>("overlay", Overlay.class);

    /** The replies of each thread; the key is the {@link #key} of its first message. */
    public static final RecordKind<Thread> THREAD = new RecordKind<>("thread", Thread.class);

    /** The pinned messages of a room; the key is {@link #key}. */
    public static final RecordKind<Mark> PIN = new RecordKind<>("pin", Mark.class);

    private static final String DIGITS = "%019d";

    /**
     * @param edited the newest edit, whose entry has the text and the mentions; absent: none
     * @param edits the seqs of all edits, the oldest first
     * @param deleted absent: it is not
     * @param pinned absent: it is not
     * @param reactions how many users reacted with each emoji; those with none are left out
     */
    public record Overlay(
            @Nullable Mark edited,
            @Nullable List<Long> edits,
            @Nullable Mark deleted,
            @Nullable Mark pinned,
            @Nullable Map<String, Long> reactions) {
        /** Of a message that was not changed. */
        public static final Overlay NONE = new Overlay(null, null, null, null, null);

        public Overlay {
            edits = edits == null ? null : List.copyOf(edits);
            reactions = reactions == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(reactions));
        }
    }

    /**
     * Which entry did something, who, and when.
     *
     * @param seq of the entry
     */
    public record Mark(long seq, UserId by, Instant at) {
        public Mark {
            Check.present("by", by);
            Check.present("at", at);
        }
    }

    /**
     * @param count how many replies there are that are not deleted
     * @param last the newest reply
     * @param users who replied last, the newest first, at most 5, each once
     */
    public record Thread(long count, Mark last, List<UserId> users) {
        public Thread {
            Check.present("last", last);
            users = users == null ? List.of() : List.copyOf(users);
        }
    }

    /** The key of the record of a message: its seq with zeros before it, so that keys sort as numbers do. */
    public static String key(long seq) {
        return String.format(DIGITS, seq);
    }

    /** The record of one message of a room. */
    public static RecordKey of(RecordKind<?> kind, RoomId room, long seq) {
        return kind.key(room.value(), key(seq));
    }

    private Overlays() {}
}
