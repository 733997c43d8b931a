// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One room of {@link FakeStore}. */
final class FakeRoom {
    final List<Entry> entries = new ArrayList<>();
    private final Map<UserId, Member> members = new LinkedHashMap<>();
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
        return new MessageLog.Appended(stored.room(), stored.seq(), stored.at());
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

    private void apply(Entry entry) {
        EntryKinds.STANDARD.change(entry).members().forEach(change -> {
            if (change.ends()) {
                members.remove(change.user());
            } else {
                addMember(change.user(), change.role(), entry.seq());
            }
        });
    }

    private void addMember(UserId user, Role role, long seq) {
        members.put(user, new Member(user, role, seq, null));
    }

    void promote(UserId user) {
        members.computeIfPresent(user, (id, member) -> new Member(id, Role.MODERATOR, member.since(), null));
    }

    MessageLog.Room describe(MessageLog.Describe request) {
        List<Member> shown = members.values().stream()
                .filter(member -> request.users().isEmpty() || request.users().contains(member.user()))
                .toList();
        CreatedEntry.Details details = CreatedEntry.KIND.read(entries.get(0)).details();
        return new MessageLog.Room(
                request.room(),
                details.name(),
                details.visibility(),
                details.kind(),
                entries.size(),
                membership,
                members.size(),
                shown);
    }

    MessageLog.Slice read(MessageLog.Read read) {
        return new MessageLog.Slice(entries.stream()
                .filter(entry -> entry.seq() >= read.from() && entry.seq() <= read.to())
                .toList());
    }

    boolean hasMember(UserId user) {
        return members.containsKey(user);
    }
}
