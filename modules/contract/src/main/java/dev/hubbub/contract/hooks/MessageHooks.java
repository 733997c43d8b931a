// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.hooks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomLink;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The question that is asked about a message before it is stored, at one address for each stage. Clients reach none of them. */
public final class MessageHooks {
    /** The longest name of a stage of the deal. */
    public static final int MAX_DEAL_STAGE = 64;

    /** The field of a room's {@code meta} in which the host app says at what stage the deal is. */
    public static final String DEAL_STAGE = "dealStage";

    private static final int MAX_KIND = 64;
    private static final String ADDRESS = "hook.message.before";

    /** The stage of the host app. */
    public static final Rpc<MessageQuestion, MessageAnswer> BEFORE = at(ADDRESS);

    /** The stage of the hub that masks contact details. */
    public static final Rpc<MessageQuestion, MessageAnswer> CONTACTS = at(ADDRESS + ".contacts");

    /** The stage of the hub that looks for listed words. */
    public static final Rpc<MessageQuestion, MessageAnswer> WORDS = at(ADDRESS + ".words");

    /** The stage of the hub that allows and forbids links. */
    public static final Rpc<MessageQuestion, MessageAnswer> LINKS = at(ADDRESS + ".links");

    /** The stage of the hub that refuses floods and repeated messages. */
    public static final Rpc<MessageQuestion, MessageAnswer> FLOOD = at(ADDRESS + ".flood");

    /** The stage at an address that an operator chose. */
    public static Rpc<MessageQuestion, MessageAnswer> at(String address) {
        return new Rpc<>(address, MessageQuestion.class, MessageAnswer.class);
    }

    /**
     * A message that is to be stored. {@code data} is read only: a stage replaces the text, or refuses the message.
     *
     * @param kind of the message, such as {@code text}
     * @param clientId by which the sender repeats the same message; absent: the sender never repeats it
     * @param text as the stage before left it; absent: the message has none
     * @param data the fields of the kind; absent: it has none
     * @param role of the sender in the room; absent: it is no member
     * @param profile how the sender is shown; absent: nothing is known
     * @param roomKind of the room
     * @param link the object of the host app that the room is about; absent: none
     * @param dealStage at what stage the deal is that the room is about, from {@code meta.dealStage} of the room; absent: the
     *     host app does not say
     */
    public record MessageQuestion(
            RoomId room,
            UserId sender,
            String kind,
            @Nullable ClientId clientId,
            @Nullable String text,
            @Nullable Map<String, Object> data,
            @Nullable Role role,
            @Nullable Profile profile,
            RoomKind roomKind,
            @Nullable RoomLink link,
            @Nullable String dealStage) {
        public MessageQuestion {
            Check.present("room", room);
            Check.present("sender", sender);
            Check.printable("kind", kind, MAX_KIND);
            Check.present("roomKind", roomKind);
            if (text != null) {
                Check.text("text", text);
            }
            if (dealStage != null) {
                Check.line(DEAL_STAGE, dealStage, MAX_DEAL_STAGE);
            }
        }

        /** The same message with another text. */
        public MessageQuestion withText(String other) {
            return new MessageQuestion(
                    room, sender, kind, clientId, other, data, role, profile, roomKind, link, dealStage);
        }
    }

    /** What a stage says of a message. */
    public enum MessageAction {
        /** The message has another text from here on. */
        REPLACE,
        /** The message goes on as it is. */
        PASS,
        /** The message is not stored, and the sender alone is told. */
        REFUSE,
        /** The message is kept until a moderator has looked at it, and the sender alone is told. */
        HOLD;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param text of a message that is replaced, and of no other
     * @param reason why a message is refused or held, one line of at most 200 visible characters that the sender is told;
     *     another text is not told
     * @param room may be repeated; another room than that of the question makes the answer a wrong one
     */
    public record MessageAnswer(
            MessageAction action, @Nullable String text, @Nullable String reason, @Nullable RoomId room) {
        /** The message goes on as it is. */
        public static final MessageAnswer PASSED = new MessageAnswer(MessageAction.PASS, null, null, null);

        public MessageAnswer {
            Check.present("action", action);
            if (action == MessageAction.REPLACE) {
                Check.text("text", Check.present("text", text));
            } else if (text != null) {
                throw new IllegalArgumentException("text: given with " + action + " (expected: with replace only)");
            }
        }

        /** The message goes on with another text. */
        public static MessageAnswer replaced(String text) {
            return new MessageAnswer(MessageAction.REPLACE, text, null, null);
        }

        /** The message is not stored, for this reason. */
        public static MessageAnswer refused(String reason) {
            return new MessageAnswer(MessageAction.REFUSE, null, reason, null);
        }

        /** The message is kept for a moderator, for this reason. */
        public static MessageAnswer held(String reason) {
            return new MessageAnswer(MessageAction.HOLD, null, reason, null);
        }

        /** Refuses an answer about another room. */
        public void requireAbout(RoomId asked) {
            if (room != null && !room.equals(asked)) {
                throw new IllegalArgumentException("room: another one (expected: " + asked + ", or none)");
            }
        }
    }

    /** At what stage the deal is, as the host app says in the {@code meta} of the room; absent (null) where it says nothing of use. */
    public static @Nullable String dealStage(RoomDetails room) {
        Map<String, Object> meta = room.meta();
        if (meta == null || !(meta.get(DEAL_STAGE) instanceof String stage)) {
            return null;
        }
        try {
            Check.line(DEAL_STAGE, stage, MAX_DEAL_STAGE);
            return stage;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private MessageHooks() {}
}
