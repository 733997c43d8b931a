// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

/** {@code removed}: {@code sender} removed {@code user}. */
public final class RemovedEntry extends EntryKind<MemberContent> {
    /** The one of its kind. */
    public static final RemovedEntry KIND = new RemovedEntry();

    private RemovedEntry() {
        super("removed", MemberContent.class);
    }

    @Override
    public RoomChange change(Entry entry) {
        return RoomChange.of(read(entry).user(), null);
    }
}
