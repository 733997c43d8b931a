// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.rooms.Role;

/** {@code joined}: {@code user} became a member, by itself or through {@code sender}. */
public final class JoinedEntry extends EntryKind<MemberContent> {
    /** The one of its kind. */
    public static final JoinedEntry KIND = new JoinedEntry();

    private JoinedEntry() {
        super("joined", MemberContent.class);
    }

    @Override
    public RoomChange change(Entry entry) {
        return RoomChange.of(read(entry).user(), Role.MEMBER);
    }
}
