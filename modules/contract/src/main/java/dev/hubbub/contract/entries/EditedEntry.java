// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code edited}: {@code sender} gave a message another text. */
public final class EditedEntry extends MessageChangeEntry<EditedEntry.Content> {
    /** The one of its kind. */
    public static final EditedEntry KIND = new EditedEntry();

    /**
     * @param target the seq of the message
     * @param text from now on
     * @param mentions the users that the message mentions from now on; with the two fields after it as in a message
     */
    public record Content(
            long target,
            String text,
            @Nullable List<UserId> mentions,
            @Nullable List<Role> mentionRoles,
            @Nullable Boolean mentionRoom)
            implements Targeted {
        public Content {
            checkTarget(target);
            Check.text("text", text);
            mentions = MessageEntry.Content.named("mentions", mentions);
            mentionRoles = MessageEntry.Content.named("mentionRoles", mentionRoles);
        }
    }

    private EditedEntry() {
        super("edited", Content.class);
    }
}
