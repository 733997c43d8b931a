// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.lists.RoomLists.Info;
import dev.hubbub.contract.lists.RoomLists.Rows;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.reads.Conversations.Row;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a list shows of some rooms of a user. It is read for all rooms together, from what is stored beside the log, which a
 * change of a member reaches a moment later; so a room is asked itself where that matters.
 */
final class ConversationRows {
    private static final int PARTS_AT_A_TIME = 4;
    private static final int ROOMS_AT_A_TIME = 32;

    private final ConversationClient store;
    private final RoomPolicies policies;

    ConversationRows(ConversationClient store, RoomPolicies policies) {
        this.store = store;
        this.policies = policies;
    }

    /** The rooms in which the user is now, in the order asked. */
    Future<List<Info>> listed(UserId user, List<RoomId> rooms) {
        return rows(user, rooms).compose(rows -> decided(user, withoutDetails(rows.values()))
                .compose(decided -> infos(user, joined(rows.values(), decided))));
    }

    /**
     * The same, where the rooms themselves decide who is in them: of rooms that have changed, and of those in whose list the user
     * is not.
     */
    Future<Rows> decided(UserId user, List<RoomId> rooms, Collection<RoomId> changed) {
        return rows(user, rooms).compose(rows -> {
            Set<RoomId> asked = new LinkedHashSet<>(changed);
            rooms.stream().filter(room -> !rows.containsKey(room)).forEach(asked::add);
            asked.addAll(withoutDetails(rows.values()));
            return decided(user, asked).compose(decided -> infos(user, joined(rows.values(), decided))
                    .map(infos -> new Rows(infos, pending(rows, decided))));
        });
    }

    /** Those that have the user as a member, which is not stored in the list of its rooms yet. */
    private static List<RoomId> pending(Map<RoomId, Row> rows, Map<RoomId, Decision> decided) {
        return decided.entrySet().stream()
                .filter(each -> each.getValue().role().isPresent() && !rows.containsKey(each.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Future<Map<RoomId, Row>> rows(UserId user, List<RoomId> rooms) {
        return FutureBatches.run(
                        FutureBatches.split(rooms, Conversations.MAX_ROOMS),
                        PARTS_AT_A_TIME,
                        part -> store.rows(new Conversations.RowsOf(user, part)))
                .map(parts -> {
                    Map<RoomId, Row> found = new LinkedHashMap<>();
                    parts.forEach(part -> part.rooms().forEach(row -> found.put(row.room(), row)));
                    return found;
                });
    }

    private static List<RoomId> withoutDetails(Collection<Row> rows) {
        return rows.stream().filter(row -> row.details() == null).map(Row::room).toList();
    }

    /**
     * What a room says itself.
     *
     * @param found the room; empty: there is none
     * @param role of the user; empty: none
     */
    private record Decision(Optional<MessageLog.Room> found, Optional<Role> role) {
        static final Decision NONE = new Decision(Optional.empty(), Optional.empty());
    }

    private Future<Map<RoomId, Decision>> decided(UserId user, Collection<RoomId> rooms) {
        List<RoomId> asked = List.copyOf(rooms);
        return FutureBatches.run(asked, ROOMS_AT_A_TIME, room -> decide(user, room))
                .map(decisions -> {
                    Map<RoomId, Decision> decided = new HashMap<>();
                    for (int i = 0; i < asked.size(); i++) {
                        decided.put(asked.get(i), decisions.get(i));
                    }
                    return decided;
                });
    }

    private Future<Decision> decide(UserId user, RoomId room) {
        return store.describe(new MessageLog.Describe(room, List.of(user)))
                .map(found -> new Decision(
                        Optional.of(found),
                        RoomLookup.find(found, user)
                                .filter(member -> !member.role().equals(Role.BANNED))
                                .map(member -> member.role())))
                .recover(cause -> cause instanceof HubException failure && failure.is(ErrorCode.NOT_FOUND)
                        ? Future.succeededFuture(Decision.NONE)
                        : Future.failedFuture(cause));
    }

    /** What is stored, with what the rooms say. */
    private static List<Row> joined(Collection<Row> rows, Map<RoomId, Decision> decided) {
        List<Row> joined = new ArrayList<>();
        for (Row row : rows) {
            Decision decision = decided.get(row.room());
            if (decision == null) {
                joined.add(row);
            } else if (decision.role().isPresent()) {
                joined.add(joined(
                        row, decision.found().orElseThrow(), decision.role().get()));
            }
        }
        return joined;
    }

    private static Row joined(Row row, MessageLog.Room room, Role role) {
        return new Row(
                row.room(),
                room.details(),
                room.details().keepsMembersApart() ? 0 : room.size(),
                role,
                row.seq(),
                row.at(),
                row.read(),
                row.unread(),
                row.last());
    }

    private Future<List<Info>> infos(UserId user, List<Row> rows) {
        Stream<RecordKey> flags = rows.stream()
                .map(row -> Reads.FLAGS.key(user.value(), row.room().value()));
        Stream<RecordKey> others = rows.stream()
                .flatMap(row -> ConversationInfos.otherOf(user, row).stream())
                .distinct()
                .flatMap(other -> Stream.of(UserRecords.key(UserRecords.PROFILE, other), Blocks.key(other, user)));
        Stream<RecordKey> senders = rows.stream()
                .map(Row::last)
                .filter(Objects::nonNull)
                .map(last -> UserRecords.key(UserRecords.PROFILE, last.sender()));
        Stream<RecordKey> mentions = rows.stream().flatMap(row -> UnreadMentions.keys(user, row));
        return FutureBatches.run(
                        FutureBatches.split(
                                Stream.of(flags, others, senders, mentions)
                                        .flatMap(keys -> keys)
                                        .distinct()
                                        .toList(),
                                Records.MAX_KEYS),
                        PARTS_AT_A_TIME,
                        keys -> store.records(new Records.Get(keys)))
                .map(parts -> {
                    List<StoredRecord> records = parts.stream()
                            .flatMap(part -> part.records().stream())
                            .toList();
                    ConversationInfos infos = ConversationInfos.of(user, policies, records);
                    return rows.stream().map(infos::of).filter(Objects::nonNull).toList();
                });
    }
}
