// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

/** {@code left}: {@code user} left. */
public final class LeftEntry extends EntryKind<MemberContent> {
    /** The one of its kind. */
    public static final LeftEntry KIND = new LeftEntry();

    private LeftEntry() {
        super("left", MemberContent.class);
    }

    @Override
    public RoomChange change(Entry entry) {
        return RoomChange.of(read(entry).user(), null);
    }
}
