// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of entries that change the membership of one user. */
public final class MembershipEntry extends EntryKind<MemberContent> {
    /** {@code user} became a member, by itself or through {@code sender}; without a role a plain one. */
    public static final MembershipEntry JOINED = new MembershipEntry("joined", Role.MEMBER, false);

    /** {@code user} left, or declined an invitation. */
    public static final MembershipEntry LEFT = new MembershipEntry("left", null, false);

    /** {@code sender} removed {@code user}. */
    public static final MembershipEntry REMOVED = new MembershipEntry("removed", null, false);

    /** {@code sender} gave the role to {@code user}. */
    public static final MembershipEntry ROLE = new MembershipEntry("role", null, true);

    /** {@code sender} muted {@code user} until a time, or ended that; the role stays as it was. */
    public static final MembershipEntry MUTED = new MembershipEntry("muted", null, true);

    /** {@code sender} keeps {@code user} out, until a time or for good. */
    public static final MembershipEntry BANNED = new MembershipEntry("banned", Role.BANNED, false);

    /** {@code sender} lets {@code user} come again. */
    public static final MembershipEntry UNBANNED = new MembershipEntry("unbanned", null, false);

    /** {@code sender} invited {@code user}, who is a member after joining. */
    public static final MembershipEntry INVITED = new MembershipEntry("invited", Role.INVITED, false);

    static final List<MembershipEntry> ALL = List.of(JOINED, LEFT, REMOVED, ROLE, MUTED, BANNED, UNBANNED, INVITED);

    private final @Nullable Role role;
    private final boolean namesRole;

    /**
     * @param role of the user from now on, where the entry names none
     * @param namesRole whether each entry names one
     */
    private MembershipEntry(String event, @Nullable Role role, boolean namesRole) {
        super(event, MemberContent.class);
        this.role = role;
        this.namesRole = namesRole;
    }

    @Override
    public void check(Entry entry) {
        if (read(entry).role() == null && namesRole) {
            throw new HubException(ErrorCode.BAD_REQUEST, "entry.role: missing");
        }
    }

    @Override
    public RoomChange change(Entry entry) {
        MemberContent content = read(entry);
        Role named = content.role() == null ? role : content.role();
        return new RoomChange(List.of(new RoomChange.Membership(content.user(), named, content.until())), null);
    }
}
