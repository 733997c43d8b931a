// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a user may do in a room. The policy of the room says which roles may. */
public enum Right {
    /** Become a member by oneself. */
    JOIN("join the room"),
    /** Follow the room, and read its history and members. */
    READ("read the room"),
    /** Send messages. */
    SEND("send messages"),
    /** Send signals, and say that one types. */
    SIGNAL("send signals"),
    /** React to messages. */
    REACT("react to messages"),
    /** Pin messages, and unpin them. */
    PIN("pin messages"),
    /** Give the messages of others another text. */
    EDIT("edit messages of others"),
    /** Delete the messages of others, and see what messages were before their edits. */
    DELETE("delete messages of others"),
    /** Make others members. */
    ADD("add members"),
    /** Make invite codes. */
    INVITE("make invites"),
    /** End the membership of a member with a weaker role. */
    REMOVE("remove members", "removes a member"),
    /** Remove such a member, or a user who is none, and keep the user out. */
    BAN("ban users", "bans a user"),
    /** Take the right to send from such a member for a time. */
    MUTE("mute members", "mutes a member"),
    /** Release and drop the messages of others that a stage holds. */
    REVIEW("review held messages"),
    /** Give a role to such a member, at most one's own. */
    ROLES("give roles", "gives roles"),
    /** Change what the room is. */
    UPDATE("change the room"),
    /** End the room. */
    END("end the room"),
    /** End one's own membership. */
    LEAVE("leave the room");

    private final String words;
    private final String wordsOfOne;

    Right(String words) {
        this(words, words);
    }

    Right(String words, String wordsOfOne) {
        this.words = words;
        this.wordsOfOne = wordsOfOne;
    }

    /** What follows "only owners" in a refusal. */
    public String words() {
        return words;
    }

    /** What follows "only a stronger role" in a refusal. */
    public String wordsOfOne() {
        return wordsOfOne;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
