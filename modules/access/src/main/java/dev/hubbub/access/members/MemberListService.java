// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.members;

import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Rooms.MemberList;
import dev.hubbub.contract.rooms.Rooms.Members;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the members of a room for callers who may read it. */
public final class MemberListService {
    /** Limit for all profiles in one reply: a thousand picture addresses could close the socket of the caller. */
    private static final int MAX_CHARACTERS = 131_072;

    private final UserRecordClient records;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final ReadAccess access;

    public MemberListService(MessageLogClient log, UserRecordClient records, RoomQueues queues, ReadAccess access) {
        this.records = records;
        this.lookup = new RoomLookup(log);
        this.queues = queues;
        this.access = access;
    }

    public Future<MemberList> members(Caller caller, Members body) {
        // Look up the caller alone first, so that a refusal is as cheap and as fast as for a missing room.
        return queues.read(body.room(), () -> lookup.lookUp(caller, body.room(), List.of(caller.user())))
                .map(room -> access.require(caller, room))
                .compose(room -> room.details().keepsMembersApart() ? stored(room, body) : described(caller, body));
    }

    private Future<MemberList> described(Caller caller, Members body) {
        return lookup.lookUp(caller, body.room(), List.of())
                .map(room -> access.require(caller, room))
                .compose(room -> list(room, MemberPage.of(room.members(), body)));
    }

    /** What is stored of a room that has ended is of no members any more. */
    private Future<MemberList> stored(MessageLog.Room room, Members body) {
        return room.details().isCompleted()
                ? list(room, MemberPage.EMPTY)
                : lookup.members(new Memberships.PageOf(room.room(), body.after(), body.limit(), null))
                        .compose(page -> list(room, MemberPage.of(page)));
    }

    private Future<MemberList> list(MessageLog.Room room, MemberPage page) {
        return profiles(page).map(profiles -> list(room, page, profiles));
    }

    private Future<Map<UserId, Profile>> profiles(MemberPage page) {
        List<UserId> users = page.members().stream().map(Member::user).toList();
        return FutureBatches.run(FutureBatches.split(users, Records.MAX_RECORDS), 1, this::profilesOf)
                .map(parts -> parts.stream()
                        .flatMap(part -> part.entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one)));
    }

    private Future<Map<UserId, Profile>> profilesOf(List<UserId> users) {
        return records.get(UserRecords.get(UserRecords.PROFILE, users))
                .map(found -> UserRecords.shown(UserRecords.PROFILE, found.records()));
    }

    private static MemberList list(MessageLog.Room room, MemberPage page, Map<UserId, Profile> profiles) {
        List<Member> members = new ArrayList<>();
        int characters = 0;
        for (Member member : page.members()) {
            Profile profile = profiles.getOrDefault(member.user(), Profile.EMPTY);
            characters += length(profile);
            members.add(characters > MAX_CHARACTERS ? member : member.with(profile));
        }
        return MemberList.of(room.room(), room.details(), room.head(), members, page.next());
    }

    private static int length(Profile profile) {
        return Stream.of(profile.name(), profile.picture(), profile.role())
                .filter(Objects::nonNull)
                .mapToInt(String::length)
                .sum();
    }
}
