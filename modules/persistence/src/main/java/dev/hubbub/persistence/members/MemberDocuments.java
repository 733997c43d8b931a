// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.members;

import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.entries.RoomChange.Membership;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Memberships.Change;
import dev.hubbub.contract.messages.Memberships.PageOf;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.MemberCounts;
import dev.hubbub.persistence.store.MemberStore;
import dev.hubbub.persistence.store.StoredMember;
import dev.hubbub.persistence.store.UserRoom;
import dev.hubbub.persistence.store.UserRoomChange;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The documents of the members of one room. Each write replaces the version that was read, so that of two writers one reads
 * again. What the log says holds in the order of its entries, whatever users change by themselves in between; see {@link
 * MemberChanges}.
 */
public final class MemberDocuments {
    /** Each attempt that fails means that another writer of the same document had success. */
    private static final int MAX_ATTEMPTS = 100;

    private final RoomId room;
    private final MemberStore members;
    private final MemberCounter counter;

    /** @param nanos a clock */
    public MemberDocuments(RoomId room, MemberStore members, LongSupplier nanos) {
        this.room = room;
        this.members = members;
        this.counter = new MemberCounter(room, members, nanos);
    }

    /** The same room with its counts and the memberships of these users, as they are stored at some time after this call. */
    public Future<MessageLog.Room> describe(MessageLog.Room described, List<UserId> users) {
        Future<List<StoredMember>> found = members.get(room, users);
        Future<MemberCounts> counted = counter.counts();
        return Future.all(found, counted).map(both -> {
            Map<UserId, StoredMember> byUser =
                    found.result().stream().collect(Collectors.toMap(StoredMember::user, Function.identity()));
            List<Member> shown = users.stream()
                    .distinct()
                    .map(byUser::get)
                    .filter(Objects::nonNull)
                    .flatMap(member -> member.member().stream())
                    .toList();
            MemberCounts counts = counted.result();
            return new MessageLog.Room(
                    room,
                    described.details(),
                    described.head(),
                    described.membership(),
                    counts.size(),
                    counts.owners(),
                    counts.others(),
                    shown,
                    described.base());
        });
    }

    /** Another writer may have changed members. */
    public void forgetCounts() {
        counter.forget();
    }

    /**
     * Applies membership entries, one after the other. Those that were applied before change nothing.
     *
     * @return the changes of the lists of rooms that follow; those of entries that were applied before are among them
     */
    public Future<List<UserRoomChange>> apply(List<StoredEntry> entries) {
        Future<List<UserRoomChange>> all = Future.succeededFuture(new ArrayList<>());
        for (StoredEntry entry : entries) {
            all = all.compose(before -> apply(entry).map(more -> {
                before.addAll(more);
                return before;
            }));
        }
        return all;
    }

    private Future<List<UserRoomChange>> apply(StoredEntry entry) {
        RoomChange change = EntryKinds.STANDARD.change(entry.entry());
        Future<List<UserRoomChange>> ended =
                change.endsRoom() ? endAll(entry, null) : Future.succeededFuture(new ArrayList<>());
        return ended.compose(before -> applyTo(change.members(), entry).map(more -> {
            before.addAll(more);
            return before;
        }));
    }

    private Future<List<UserRoomChange>> applyTo(List<Membership> changes, StoredEntry entry) {
        Future<List<UserRoomChange>> all = Future.succeededFuture(new ArrayList<>());
        for (int from = 0; from < changes.size(); from += MemberStore.MAX_USERS) {
            List<Membership> part = changes.subList(from, Math.min(changes.size(), from + MemberStore.MAX_USERS));
            all = all.compose(before -> writeTogether(part.stream()
                            .map(each -> write(each.user(), entry, old -> MemberChanges.after(old, each, entry)))
                            .toList())
                    .map(more -> {
                        before.addAll(more);
                        return before;
                    }));
        }
        return all;
    }

    private static Future<List<UserRoomChange>> writeTogether(List<Future<UserRoomChange>> writes) {
        return Future.join(writes).map(all -> all.<UserRoomChange>list());
    }

    /** Ends the memberships that began before an entry, a page of users after the other. */
    private Future<List<UserRoomChange>> endAll(StoredEntry entry, @Nullable UserId after) {
        return members.page(new PageOf(room, after, MemberStore.MAX_USERS, null))
                .compose(page -> {
                    List<Future<UserRoomChange>> writes = page.stream()
                            .filter(member -> member.since() < entry.seq())
                            .map(member -> write(member.user(), entry, old -> MemberChanges.afterEnd(old, entry)))
                            .toList();
                    Future<List<UserRoomChange>> written = writeTogether(writes);
                    return page.size() < MemberStore.MAX_USERS
                            ? written.map(ArrayList::new)
                            : written.compose(before -> endAll(
                                            entry, page.get(page.size() - 1).user())
                                    .map(more -> {
                                        more.addAll(0, before);
                                        return more;
                                    }));
                });
    }

    private Future<UserRoomChange> write(UserId user, StoredEntry entry, UnaryOperator<StoredMember> change) {
        return write(user, change, MAX_ATTEMPTS).map(written -> rowOf(written, entry.at()));
    }

    private Future<StoredMember> write(UserId user, UnaryOperator<StoredMember> change, int attempts) {
        if (attempts == 0) {
            return Future.failedFuture(
                    new HubException(ErrorCode.UNAVAILABLE, "too many writers of one member, try again"));
        }
        return read(user).compose(before -> {
            StoredMember after = change.apply(before);
            if (after.equals(before)) {
                return Future.succeededFuture(before);
            }
            return put(before, after)
                    .compose(stored -> stored ? Future.succeededFuture(after) : write(user, change, attempts - 1));
        });
    }

    private Future<StoredMember> read(UserId user) {
        return members.get(room, List.of(user))
                .map(found -> found.stream().findFirst().orElseGet(() -> StoredMember.none(user)));
    }

    private Future<Boolean> put(StoredMember before, StoredMember after) {
        return members.put(room, after)
                .onSuccess(stored -> {
                    if (stored) {
                        counter.moved(before.role(), after.role());
                    }
                })
                .onFailure(cause -> counter.forget());
    }

    /** Of the versions of a document the newest counts, in the list of rooms of the user too. */
    private UserRoomChange rowOf(StoredMember member, Instant at) {
        Role role = member.role();
        UserRoom membership = role == null || role.equals(Role.BANNED) ? null : new UserRoom(role, member.since());
        return new UserRoomChange(member.user(), room, member.version(), at, membership);
    }

    /**
     * A user joins or leaves by itself. Fails with STALE when the user is not what the change was authorized by, or the room
     * has too many members.
     *
     * @param head of the room
     * @return the change of the list of rooms that follows
     */
    public Future<UserRoomChange> change(Change request, long head, Instant now) {
        Integer max = request.maxMembers();
        Future<Boolean> full =
                max == null ? Future.succeededFuture(false) : counter.counts().map(counts -> counts.size() >= max);
        return full.compose(isFull -> isFull ? Future.failedFuture(stale()) : read(request.user()))
                .compose(before -> change(request, before, head))
                .map(after -> rowOf(after, now));
    }

    private Future<StoredMember> change(Change request, StoredMember before, long head) {
        if (!Objects.equals(before.role(), request.was())) {
            return Future.failedFuture(stale());
        }
        StoredMember after = before.next(request.role(), head, null, before.applied());
        return put(before, after)
                .compose(stored -> stored ? Future.succeededFuture(after) : Future.failedFuture(stale()));
    }

    private static HubException stale() {
        return new HubException(ErrorCode.STALE, "the member changed, judge again");
    }
}
