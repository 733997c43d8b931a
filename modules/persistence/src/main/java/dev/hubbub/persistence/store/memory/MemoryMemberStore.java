// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.contract.messages.Memberships.PageOf;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.MemberCounts;
import dev.hubbub.persistence.store.MemberStore;
import dev.hubbub.persistence.store.StoredMember;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** Members in memory. */
final class MemoryMemberStore implements MemberStore {
    private final Map<RoomId, NavigableMap<UserId, StoredMember>> rooms = new HashMap<>();

    private NavigableMap<UserId, StoredMember> of(RoomId room) {
        return rooms.computeIfAbsent(room, first -> new TreeMap<>());
    }

    @Override
    public synchronized Future<List<StoredMember>> get(RoomId room, Collection<UserId> users) {
        return Future.succeededFuture(users.stream()
                .distinct()
                .map(of(room)::get)
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    public synchronized Future<Boolean> put(RoomId room, StoredMember member) {
        StoredMember before = of(room).getOrDefault(member.user(), StoredMember.none(member.user()));
        if (before.version() != member.version() - 1) {
            return Future.succeededFuture(false);
        }
        of(room).put(member.user(), member);
        return Future.succeededFuture(true);
    }

    @Override
    public synchronized Future<List<StoredMember>> page(PageOf request) {
        NavigableMap<UserId, StoredMember> all = of(request.room());
        UserId after = request.after();
        return Future.succeededFuture((after == null ? all : all.tailMap(after, false))
                .values().stream()
                        .filter(member -> member.role() != null)
                        .filter(member ->
                                request.role() == null || request.role().equals(member.role()))
                        .limit(request.limit())
                        .toList());
    }

    @Override
    public synchronized Future<MemberCounts> count(RoomId room) {
        MemberCounts counts = MemberCounts.NONE;
        for (StoredMember member : of(room).values()) {
            counts = counts.plus(member.role(), 1);
        }
        return Future.succeededFuture(counts);
    }
}
