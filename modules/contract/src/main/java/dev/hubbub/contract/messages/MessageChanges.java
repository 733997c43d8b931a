// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.ReactedEntry;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests of clients that change a message: each stores an entry with a number of its own, so that those who were away
 * learn of it as of a message. What is so already stores nothing, so that a request may be sent again. NOT_FOUND where there
 * is no such message, or it is deleted. CONFLICT in rooms that do not store their messages.
 */
public final class MessageChanges {
    /** How many messages of a room are pinned. */
    public static final int MAX_PINS = 100;

    /** Gives a message another text: its sender within a time, or who may edit the messages of others. */
    public static final Rpc<Edit, Changed> EDIT = Service.ACCESS
            .rpc("api.messages.edit", Edit.class, Changed.class)
            .limitedBy(RateLimit.MESSAGES)
            .idempotent();

    /** Deletes a message and what it was before its edits: its sender, or who may delete the messages of others. */
    public static final Rpc<Delete, Changed> DELETE = Service.ACCESS
            .rpc("api.messages.delete", Delete.class, Changed.class)
            .limitedBy(RateLimit.MESSAGES)
            .idempotent();

    /** Reacts to a message, one of each emoji for each user. */
    public static final Rpc<React, Changed> REACT = Service.ACCESS
            .rpc("api.messages.react", React.class, Changed.class)
            .limitedBy(RateLimit.MESSAGES)
            .idempotent();

    /** Pins a message, or unpins it. */
    public static final Rpc<Pin, Changed> PIN = Service.ACCESS
            .rpc("api.messages.pin", Pin.class, Changed.class)
            .limitedBy(RateLimit.MESSAGES)
            .idempotent();

    /**
     * @param seq of the message
     * @param text not blank
     * @param mentions as of a message, with the two fields after it: those whom it mentions from now on
     */
    public record Edit(
            RoomId room,
            long seq,
            String text,
            @Nullable List<UserId> mentions,
            @Nullable List<Role> mentionRoles,
            @Nullable Boolean mentionRoom)
            implements RoomScoped {
        public Edit {
            checkMessage(room, seq);
            new EditedEntry.Content(seq, text, mentions, mentionRoles, mentionRoom);
        }

        /** The same edit with another text. */
        public Edit withText(String other) {
            return new Edit(room, seq, other, mentions, mentionRoles, mentionRoom);
        }

        /** What is stored of it: what is absent is the same as what it stands for. */
        public EditedEntry.Content content() {
            Boolean all = Boolean.TRUE.equals(mentionRoom) ? mentionRoom : null;
            return new EditedEntry.Content(seq, text, mentions, mentionRoles, all);
        }
    }

    /** @param seq of the message */
    public record Delete(RoomId room, long seq) implements RoomScoped {
        public Delete {
            checkMessage(room, seq);
        }
    }

    /**
     * @param seq of the message
     * @param emoji see {@link ReactedEntry#checkReaction}; to be taken back is what was added, whatever it is
     * @param on false: takes the reaction back; absent: true
     */
    public record React(RoomId room, long seq, String emoji, @Defaulted Boolean on) implements RoomScoped {
        public React {
            checkMessage(room, seq);
            on = on == null ? Boolean.TRUE : on;
            if (on) {
                ReactedEntry.checkReaction(emoji);
            } else {
                ReactedEntry.checkEmoji(emoji);
            }
        }
    }

    /**
     * @param seq of the message
     * @param on false: unpins it; absent: true
     */
    public record Pin(RoomId room, long seq, @Defaulted Boolean on) implements RoomScoped {
        public Pin {
            checkMessage(room, seq);
            on = on == null ? Boolean.TRUE : on;
        }
    }

    /**
     * @param target the seq of the message
     * @param seq of the entry that changes it; absent: the message was like this already
     * @param at when that was stored
     */
    public record Changed(RoomId room, long target, @Nullable Long seq, @Nullable Instant at) {
        /** Nothing was to be done. */
        public static Changed already(RoomId room, long target) {
            return new Changed(room, target, null, null);
        }
    }

    static void checkMessage(RoomId room, long seq) {
        Check.present("room", room);
        Check.range("seq", seq, 1, Long.MAX_VALUE - 1);
    }

    private MessageChanges() {}
}
