// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

/** {@code deleted}: {@code sender} deleted a message; its content, and that of its edits, is nowhere any more. */
public final class DeletedEntry extends MessageChangeEntry<DeletedEntry.Content> {
    /** The one of its kind. */
    public static final DeletedEntry KIND = new DeletedEntry();

    /** @param target the seq of the message */
    public record Content(long target) implements Targeted {
        public Content {
            checkTarget(target);
        }
    }

    private DeletedEntry() {
        super("deleted", Content.class);
    }
}
