// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.content.ContentKinds;
import dev.hubbub.contract.entries.MessageEntry.Content;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code message}: a user said something. */
public final class MessageEntry extends EntryKind<Content> {
    /** The one of its kind. */
    public static final MessageEntry KIND = new MessageEntry();

    private static final String TEXT = "text";
    private static final String THREAD = "thread";

    /**
     * @param kind of the content, see {@link ContentKinds}; absent: text
     * @param text what was said, or a caption; absent: the kind needs none
     * @param data what the kind needs beside the text, or metadata of the host app
     * @param replyTo the seq of the message that it answers
     * @param thread the seq of the first message of the thread that it belongs to
     * @param alsoInRoom of a reply in a thread: true, it is shown in the room too; absent: in the thread only
     * @param mentions the users it mentions
     * @param mentionRoles the roles whose members it mentions
     * @param mentionRoom true: it mentions all members; absent: it does not
     */
    public record Content(
            @Nullable String kind,
            @Nullable String text,
            @Nullable Map<String, Object> data,
            @Nullable Long replyTo,
            @Nullable Long thread,
            @Nullable Boolean alsoInRoom,
            @Nullable List<UserId> mentions,
            @Nullable List<Role> mentionRoles,
            @Nullable Boolean mentionRoom) {
        /** How many users or roles a message may mention. */
        public static final int MAX_MENTIONS = 50;

        public Content {
            if (text != null) {
                Check.text(TEXT, text);
            }
            ContentKinds.named(kind).check(text, data);
            checkSeq("replyTo", replyTo);
            checkSeq(THREAD, thread);
            if (alsoInRoom != null && thread == null) {
                throw new IllegalArgumentException("alsoInRoom: " + alsoInRoom + " (expected: only with thread)");
            }
            mentions = named("mentions", mentions);
            mentionRoles = named("mentionRoles", mentionRoles);
        }

        /** A text, and nothing else. */
        public static Content text(String text) {
            return new Content(null, text, null, null, null, null, null, null, null);
        }

        private static void checkSeq(String field, @Nullable Long seq) {
            if (seq != null) {
                Check.range(field, seq, 1, Long.MAX_VALUE - 1);
            }
        }

        /** Each that is named, once; absent (null) where none is. */
        static <T> @Nullable List<T> named(String field, @Nullable List<T> values) {
            if (values == null || values.isEmpty()) {
                return null;
            }
            Check.range(field, values.size(), 0, MAX_MENTIONS);
            return values.stream().distinct().toList();
        }

        private boolean isText() {
            return kind == null
                    && data == null
                    && replyTo == null
                    && thread == null
                    && mentions == null
                    && mentionRoles == null
                    && mentionRoom == null;
        }
    }

    private MessageEntry() {
        super("message", Content.class);
    }

    /** A message not yet stored. */
    public Entry entry(RoomId room, Caller caller, ClientId clientId, Content content) {
        Map<String, Object> fields = content.isText() && content.text() != null
                ? Map.of(TEXT, content.text())
                : entry(room, caller, content).fields();
        return new Entry(event(), room, 0, caller.user(), clientId, null, caller.profile(), fields);
    }

    /** The same of a text that is checked before. */
    public Entry entry(RoomId room, Caller caller, ClientId clientId, String text) {
        return new Entry(event(), room, 0, caller.user(), clientId, null, caller.profile(), Map.of(TEXT, text));
    }

    /** The text of a message; null when it has none, or is of another kind. */
    public static @Nullable String text(Entry entry) {
        return entry.fields().get(TEXT) instanceof String text ? text : null;
    }

    @Override
    public void check(Entry entry) {
        if (entry.clientId() == null) {
            throw new HubException(ErrorCode.BAD_REQUEST, "entry.clientId: missing");
        }
        if (text(entry) == null || entry.fields().size() > 1) {
            read(entry);
        }
    }

    /** A reply that only its thread shows is counted in the thread. */
    @Override
    public boolean countsAsMessage(Entry entry) {
        return !(entry.fields().get(THREAD) instanceof Number)
                || Boolean.TRUE.equals(entry.fields().get("alsoInRoom"));
    }

    @Override
    public RoomChange change(Entry entry) {
        return RoomChange.NONE;
    }
}
