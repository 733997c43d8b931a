// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

/** {@code pinned}: {@code sender} pinned a message, or unpinned it. */
public final class PinnedEntry extends MessageChangeEntry<PinnedEntry.Content> {
    /** The one of its kind. */
    public static final PinnedEntry KIND = new PinnedEntry();

    /**
     * @param target the seq of the message
     * @param on false: it is no longer pinned
     */
    public record Content(long target, boolean on) implements Targeted {
        public Content {
            checkTarget(target);
        }
    }

    private PinnedEntry() {
        super("pinned", Content.class);
    }
}
