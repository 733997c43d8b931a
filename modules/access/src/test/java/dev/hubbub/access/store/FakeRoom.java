// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.reads.Conversations.Count;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** One room of {@link FakeStore}. */
final class FakeRoom {
    final List<Entry> entries = new ArrayList<>();
    private final Map<UserId, Member> members = new LinkedHashMap<>();
    private RoomDetails details;
    private long membership;

    MessageLog.Appended append(MessageLog.Append append) {
        Entry entry = append.entry();
        Optional<Entry> same = entries.stream()
                .filter(old -> old.clientId() != null && old.sender().equals(entry.sender()))
                .filter(old -> Objects.equals(old.clientId(), entry.clientId()))
                .findFirst();
        if (same.isEmpty() && append.membership() < membership) {
            throw new HubException(ErrorCode.STALE, "members changed at " + membership);
        }
        Entry stored = same.orElseGet(() -> store(entry));
        boolean isCounted = EntryKinds.STANDARD.countsAsMessage(stored) && !details.isEphemeral();
        Long messages = isCounted ? Long.valueOf(messages(stored.seq())) : null;
        return new MessageLog.Appended(stored.room(), stored.seq(), stored.at(), null, messages);
    }

    private Entry store(Entry entry) {
        Entry stored = entry.stored(entries.size() + 1L, Instant.EPOCH.plusSeconds(entries.size()));
        entries.add(stored);
        if (!EntryKinds.STANDARD.change(stored).isNone()) {
            membership = stored.seq();
            apply(stored);
        }
        return stored;
    }

    private int count(Predicate<Member> which) {
        return (int) members.values().stream().filter(which).count();
    }

    private void apply(Entry entry) {
        RoomChange change = EntryKinds.STANDARD.change(entry);
        details = change.details() == null ? details : change.details();
        if (change.endsRoom()) {
            members.clear();
        }
        change.members().forEach(member -> {
            if (member.role() == null) {
                members.remove(member.user());
            } else {
                Member before = members.get(member.user());
                boolean stays =
                        before != null && before.isMember() == member.role().isMember();
                long since = stays ? before.since() : entry.seq();
                members.put(member.user(), new Member(member.user(), member.role(), since, member.until(), null));
            }
        });
    }

    /** A join or leave without an entry. */
    Memberships.Changed change(Memberships.Change request) {
        Member present = members.get(request.user());
        Role role = present == null ? null : present.role();
        if (request.membership() < membership || !Objects.equals(role, request.was())) {
            throw new HubException(ErrorCode.STALE, "members changed at " + membership);
        }
        if (request.role() == null) {
            members.remove(request.user());
        } else {
            members.put(request.user(), new Member(request.user(), request.role(), entries.size(), null));
        }
        return new Memberships.Changed(request.room(), entries.size());
    }

    Memberships.Page page(Memberships.PageOf request) {
        List<Member> page = members.values().stream()
                .sorted(Comparator.comparing(Member::user))
                .filter(member -> request.after() == null || member.user().compareTo(request.after()) > 0)
                .filter(member -> request.role() == null || request.role().equals(member.role()))
                .limit(request.limit())
                .toList();
        return new Memberships.Page(
                page,
                page.size() < request.limit() ? null : page.get(page.size() - 1).user());
    }

    void promote(UserId user) {
        members.computeIfPresent(user, (id, member) -> new Member(id, Role.MODERATOR, member.since(), null));
    }

    MessageLog.Room describe(MessageLog.Describe request) {
        boolean all = request.users().isEmpty() && !details.keepsMembersApart();
        List<Member> shown = members.values().stream()
                .filter(member -> all || request.users().contains(member.user()))
                .toList();
        return new MessageLog.Room(
                request.room(),
                details,
                entries.size(),
                membership,
                count(Member::isMember),
                count(member -> member.role().equals(Role.OWNER)),
                count(member -> !member.isMember()),
                shown,
                null);
    }

    /** How many messages there are up to this entry. */
    private long messages(long seq) {
        return entries.stream()
                .filter(entry -> entry.seq() <= seq && EntryKinds.STANDARD.countsAsMessage(entry))
                .count();
    }

    /** @param stored the seq of the stored cursor; 0: none */
    Count unread(UserId user, Conversations.From from, long stored) {
        long seq = Math.max(from.seq(), stored);
        long unread = entries.stream()
                .filter(entry -> entry.seq() > seq && EntryKinds.STANDARD.countsAsMessage(entry))
                .filter(entry -> !entry.sender().equals(user))
                .count();
        return new Count(from.room(), seq, stored, messages(seq), entries.size(), unread);
    }

    Conversations.Head head(RoomId room) {
        long last = last().map(Entry::seq).orElse(0L);
        Entry newest = entries.get(entries.size() - 1);
        return new Conversations.Head(room, newest.seq(), messages(newest.seq()), last, newest.at());
    }

    /** @param stored the seq of the stored cursor; 0: none */
    Conversations.Row row(UserId user, RoomId room, long stored) {
        Member member = members.get(user);
        Count count = unread(user, new Conversations.From(room, member.since()), stored);
        Conversations.Last shown = last().map(entry ->
                        new Conversations.Last(entry.seq(), entry.sender(), MessageEntry.text(entry), entry.at()))
                .orElse(null);
        return new Conversations.Row(
                room,
                details,
                count(Member::isMember),
                member.role(),
                entries.size(),
                entries.get(entries.size() - 1).at(),
                count.seq(),
                count.unread(),
                shown);
    }

    private Optional<Entry> last() {
        return entries.stream().filter(EntryKinds.STANDARD::countsAsMessage).reduce((one, later) -> later);
    }

    MessageLog.Slice read(MessageLog.Read read) {
        return new MessageLog.Slice(entries.stream()
                .filter(entry -> entry.seq() >= read.from() && entry.seq() <= read.to())
                .toList());
    }

    /** Whether the room is one of those that are asked for. */
    boolean isAskedFor(MessageLog.RoomsOf request) {
        Member member = members.get(request.user());
        return member != null && !member.role().equals(Role.BANNED) && request.takes(member.role());
    }
}
