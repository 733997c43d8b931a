// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.entries.MessageEntry.Content;
import dev.hubbub.contract.entries.PinnedEntry;
import dev.hubbub.contract.entries.ReactedEntry;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests with effects for tests, in one room, as of its first entry. */
public final class TestChanges {
    private final RoomId room;

    public TestChanges(RoomId room) {
        this.room = room;
    }

    public RoomId room() {
        return room;
    }

    public Append edit(String sender, long target, String text, String... mentioned) {
        EditedEntry.Content content = new EditedEntry.Content(target, text, users(mentioned), null, null);
        return append(EditedEntry.KIND.entry(room, Caller.of(sender), content));
    }

    public Append delete(String sender, long target) {
        return append(DeletedEntry.KIND.entry(room, Caller.of(sender), new DeletedEntry.Content(target)));
    }

    public Append react(String sender, long target, String emoji, boolean on) {
        return append(ReactedEntry.KIND.entry(room, Caller.of(sender), new ReactedEntry.Content(target, emoji, on)));
    }

    public Append pin(String sender, long target, boolean on) {
        return append(PinnedEntry.KIND.entry(room, Caller.of(sender), new PinnedEntry.Content(target, on)));
    }

    public Append reply(String sender, long thread, String text) {
        return message(sender, new Content(null, text, null, thread, thread, null, null, null, null));
    }

    public Append mention(String sender, String text, String... mentioned) {
        return message(sender, new Content(null, text, null, null, null, null, users(mentioned), null, null));
    }

    public Append mentionRoom(String sender, String text) {
        return message(sender, new Content(null, text, null, null, null, null, null, null, true));
    }

    public Append message(String sender, Content content) {
        return message(sender, UUID.randomUUID().toString(), content);
    }

    public Append message(String sender, String clientId, Content content) {
        return append(MessageEntry.KIND.entry(room, Caller.of(sender), new ClientId(clientId), content));
    }

    /** A text with data. */
    public static Content withData(String text, Map<String, Object> data) {
        return new Content(null, text, data, null, null, null, null, null, null);
    }

    private static Append append(Entry entry) {
        return new Append(entry, 1);
    }

    private static @Nullable List<UserId> users(String... ids) {
        return ids.length == 0 ? null : List.of(ids).stream().map(UserId::new).toList();
    }
}
