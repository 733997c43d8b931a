// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.Sha256;
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

    /** How each user reacted to each message; the key is {@link #reactionKey}. */
    public static final RecordKind<Reaction> REACTION = new RecordKind<>("reaction", Reaction.class);

    /** The messages that mention a user; the scope is the user, the key the room. */
    public static final RecordKind<Mentions> MENTIONS = new RecordKind<>("mentions", Mentions.class);

    /** The messages that mention the members of a room, or those with some role: one record of each room. */
    public static final RecordKind<RoomMentions> ROOM_MENTIONS = new RecordKind<>("roomMentions", RoomMentions.class);

    /** How many messages {@link #MENTIONS} and {@link #ROOM_MENTIONS} name: the newest. */
    public static final int MAX_MENTIONS = 100;

    private static final String ZEROS = "0".repeat(19);

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
    @SuppressWarnings("JavaLangClash") // the word of all chats
    public record Thread(long count, Mark last, List<UserId> users) {
        public Thread {
            Check.present("last", last);
            users = users == null ? List.of() : List.copyOf(users);
        }
    }

    /** @param emojis with which the user reacted and did not take it back */
    public record Reaction(UserId user, List<String> emojis) {
        public Reaction {
            Check.present("user", user);
            emojis = emojis == null ? List.of() : List.copyOf(emojis);
        }
    }

    /** @param seqs of messages of others that mention the user and are not deleted, in seq order */
    public record Mentions(List<Long> seqs) {
        public Mentions {
            seqs = seqs == null ? List.of() : List.copyOf(seqs);
        }
    }

    /** @param all in seq order */
    public record RoomMentions(List<RoomMention> all) {
        public RoomMentions {
            all = all == null ? List.of() : List.copyOf(all);
        }
    }

    /**
     * @param seq of the message
     * @param roles whose members it mentions; absent: it mentions all members
     */
    public record RoomMention(long seq, @Nullable List<Role> roles) {
        public RoomMention {
            roles = roles == null ? null : List.copyOf(roles);
        }
    }

    /** The key of the record of a message: its seq with zeros before it, so that keys sort as numbers do. */
    public static String key(long seq) {
        String digits = Long.toString(seq);
        return ZEROS.substring(digits.length()) + digits;
    }

    /** The key of the record of one user and message: those of a message lie side by side, whatever the ids of users hold. */
    public static String reactionKey(long seq, UserId user) {
        return key(seq) + '/' + Sha256.base64Url(user.value());
    }

    /** The record of one message of a room. */
    public static RecordKey of(RecordKind<?> kind, RoomId room, long seq) {
        return kind.key(room.value(), key(seq));
    }

    private Overlays() {}
}
