// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.entries.MessageEntry.Content;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code message}: a user said something. */
public final class MessageEntry extends EntryKind<Content> {
    /** The one of its kind. */
    public static final MessageEntry KIND = new MessageEntry();

    private static final String TEXT = "text";

    /** @param text what was said */
    public record Content(String text) {}

    private MessageEntry() {
        super("message", Content.class);
    }

    /** A message not yet stored. */
    public Entry entry(RoomId room, Caller caller, ClientId clientId, String text) {
        return new Entry(event(), room, 0, caller.user(), clientId, null, caller.profile(), Map.of(TEXT, text));
    }

    /** The text of a message; null when it is of another kind. */
    public static @Nullable String text(Entry entry) {
        return entry.fields().get(TEXT) instanceof String text ? text : null;
    }

    @Override
    public void check(Entry entry) {
        if (entry.clientId() == null) {
            throw new HubException(ErrorCode.BAD_REQUEST, "entry.clientId: missing");
        }
        if (text(entry) == null) {
            throw new HubException(ErrorCode.BAD_REQUEST, "entry.text: missing");
        }
    }

    @Override
    public boolean countsAsMessage(Entry entry) {
        return true;
    }

    @Override
    public RoomChange change(Entry entry) {
        return RoomChange.NONE;
    }
}
