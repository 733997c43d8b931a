// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.UserRoomChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A room as of its newest known entry, built by applying the membership entries of its log in order; without its members where
 * those are kept beside the log.
 */
final class RoomState {
    private final RoomId room;
    private final Map<UserId, Member> members = new LinkedHashMap<>();
    private final List<UserRoomChange> ended = new ArrayList<>();
    private final RecentMemberChanges recentChanges;
    private @Nullable RoomDetails details;
    private int size;
    private int owners;
    private long membership;
    private EntryHeader head = EntryHeader.NONE;

    RoomState(RoomSnapshot snapshot) {
        room = snapshot.room();
        recentChanges = new RecentMemberChanges(snapshot.membership());
        take(snapshot);
    }

    private void take(RoomSnapshot snapshot) {
        details = snapshot.details();
        membership = snapshot.membership();
        snapshot.members().forEach(this::put);
    }

    /** The newest known entry. */
    EntryHeader head() {
        return head;
    }

    /** The seq of the newest applied membership entry; older than the head's only before a snapshot has caught up. */
    long membership() {
        return membership;
    }

    /** The member with this id; null: none. */
    @Nullable
    Member member(UserId user) {
        return members.get(user);
    }

    /** How many users it holds: members, and those who are invited or banned. */
    int userCount() {
        return members.size();
    }

    /** How many members the room has. */
    int size() {
        return size;
    }

    /** Whether the members are kept beside the log: then it holds none. */
    boolean keepsMembersApart() {
        return details != null && details.keepsMembersApart();
    }

    /** Whether it is a channel. */
    boolean isChannel() {
        return details != null && details.isChannel();
    }

    /** Whether messages are numbered and not stored. */
    boolean isEphemeral() {
        return details != null && details.isEphemeral();
    }

    /** Whose memberships changed last. */
    RecentMemberChanges recentChanges() {
        return recentChanges;
    }

    /** Starts again from the floor, because the state is not one from which the log goes on. */
    void restart(RoomSnapshot floor) {
        clear();
        recentChanges.restart(floor.membership());
        take(floor);
        head = EntryHeader.NONE;
    }

    /** Moves to another head, given the membership entries in between in order. */
    void moveTo(EntryHeader newest, List<StoredEntry> changes) {
        changes.forEach(this::changeMembers);
        head = newest;
    }

    /** Applies the next entry. */
    void append(StoredEntry next) {
        if (next.changesMembers()) {
            changeMembers(next);
        }
        head = next.header();
    }

    private void changeMembers(StoredEntry stored) {
        Entry entry = stored.entry();
        RoomChange change = EntryKinds.STANDARD.change(entry);
        if (change.details() != null) {
            details = change.details();
            if (details.isCompleted()) {
                endMemberships(stored);
            }
        }
        if (!keepsMembersApart()) {
            change.members().forEach(member -> changeMember(member, entry.seq()));
        }
        membership = entry.seq();
        recentChanges.add(stored);
    }

    private void endMemberships(StoredEntry entry) {
        members.values().stream()
                .filter(member -> !member.role().equals(Role.BANNED))
                .map(member -> new UserRoomChange(member.user(), room, entry.seq(), entry.at(), false))
                .forEach(ended::add);
        clear();
    }

    private void clear() {
        members.clear();
        size = 0;
        owners = 0;
    }

    /** The memberships that ended together with the room, once. */
    List<UserRoomChange> takeEnded() {
        List<UserRoomChange> taken = List.copyOf(ended);
        ended.clear();
        return taken;
    }

    private void changeMember(RoomChange.Membership change, long seq) {
        Role role = change.role();
        Member present = members.get(change.user());
        if (present != null) {
            count(present, -1);
        }
        if (role == null) {
            members.remove(change.user());
        } else if (present != null && present.isMember() == role.isMember()) {
            put(new Member(change.user(), role, present.since(), change.until(), null));
        } else {
            members.remove(change.user()); // who comes again is the last of the list
            put(new Member(change.user(), role, seq, change.until(), null));
        }
    }

    private void put(Member member) {
        members.put(member.user(), member);
        count(member, 1);
    }

    private void count(Member member, int difference) {
        size += member.isMember() ? difference : 0;
        owners += member.role().equals(Role.OWNER) ? difference : 0;
    }

    /** @param users whose membership to show; empty: all members */
    MessageLog.Room describe(List<UserId> users) {
        Collection<Member> selected = users.isEmpty()
                ? members.values()
                : users.stream()
                        .distinct()
                        .map(members::get)
                        .filter(Objects::nonNull)
                        .toList();
        RoomDetails now = Objects.requireNonNull(details, "no such room");
        return new MessageLog.Room(
                room,
                now,
                head.seq(),
                head.membership(),
                size,
                owners,
                members.size() - size,
                List.copyOf(selected),
                null);
    }

    RoomSnapshot snapshot() {
        return new RoomSnapshot(room, details, membership, List.copyOf(members.values()), head.seq());
    }
}
