// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Neighbours as they were known a moment ago while the store is away, so that presence and typing go on. */
final class PatientNeighbours implements Neighbours {
    private static final int MAX_SEATS = 20_000;
    private static final int MAX_MEMBERS = 200_000;

    private final Neighbours neighbours;
    private final LastAnswers<Seat, Access.SubscriptionAllowed> admissions;
    private final LastAnswers<RoomId, MessageLog.Room> rooms;

    private record Seat(RoomId room, UserId user) {}

    PatientNeighbours(Neighbours neighbours, Time time) {
        this.neighbours = neighbours;
        this.admissions = new LastAnswers<>(MAX_SEATS, (seat, answer) -> 1, time);
        this.rooms =
                new LastAnswers<>(MAX_MEMBERS, (id, room) -> 1 + room.members().size(), time);
    }

    /** How many permissions are kept. */
    long admissions() {
        return admissions.weight();
    }

    /** How many rooms and members are kept. */
    long members() {
        return rooms.weight();
    }

    @Override
    public Future<Access.SubscriptionAllowed> admit(Caller caller, RoomId room) {
        return admissions.ask(new Seat(room, caller.user()), () -> neighbours.admit(caller, room));
    }

    @Override
    public Future<MessageLog.Room> describe(RoomId room) {
        return rooms.ask(room, () -> neighbours.describe(room));
    }

    @Override
    public Future<MessageLog.UserRooms> rooms(UserId user) {
        return neighbours.rooms(user);
    }

    @Override
    public Future<MessageLog.UserUpdated> remember(UserId user, Instant seenAt) {
        return neighbours.remember(user, seenAt);
    }

    @Override
    public Future<MessageLog.UserRecords> recall(List<UserId> users) {
        return neighbours.recall(users);
    }

    @Override
    public Future<Presence.States> lookup(int shard, List<UserId> users) {
        return neighbours.lookup(shard, users);
    }

    @Override
    public Future<Presence.Online> online(int shard) {
        return neighbours.online(shard);
    }

    @Override
    public void announce(Presence.Changed changed) {
        neighbours.announce(changed);
    }

    @Override
    public void announce(Presence.Displaced displaced) {
        neighbours.announce(displaced);
    }

    @Override
    public void announce(Presence.Typed typed) {
        neighbours.announce(typed);
    }
}
